import { library } from '@engawa/tsup-config'

export default library()
