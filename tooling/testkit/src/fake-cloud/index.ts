export { type FakeCloud, startFakeCloud } from './start-fake-cloud.js'
