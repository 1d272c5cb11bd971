import { library } from '@engawa/tsup-config'

export default library({ entry: ['src/index.ts', 'src/fast-path.ts', 'src/testing/index.ts'] })
