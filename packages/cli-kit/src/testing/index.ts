export { assertMatchesOutput } from './assert-matches-output.js'
