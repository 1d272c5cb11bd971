export type { Place, SuiteOptions } from './subject.js'
export { suite } from './suite.js'
export type { TestApi } from './test-api.js'
