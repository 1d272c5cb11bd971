import { CrashStates } from './crash-states.js'

/** Crashes until something is wrong, or this many states were right. Says what it found. */
const states = Number(process.argv[2])
const crashes = new CrashStates(1)
await crashes.explore((figures) => figures.states >= states || figures.first !== undefined)
console.log(JSON.stringify(crashes.figures))
