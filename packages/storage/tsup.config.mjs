import { library } from '@engawa/tsup-config'

export default library({
  entry: [
    'src/index.ts',
    'src/own-backend/index.ts',
    'src/search/rank-texts.ts',
    'src/sqlite/index.ts',
    'src/conformance/index.ts',
  ],
})
