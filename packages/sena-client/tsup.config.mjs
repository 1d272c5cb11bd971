import { library } from '@engawa/tsup-config'

export default library({ entry: ['src/index.ts', 'src/api/schemas.ts'] })
