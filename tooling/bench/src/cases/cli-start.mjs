import { timeProcesses } from '../measure.mjs'
import { builtBin, inTemporaryFolder } from '../workspace.mjs'

/** How long the commands take that people feel most, as ratios to an empty Node process. @type {import('../report.mjs').Case} */
export const cliStart = {
  name: 'Starting a command',
  floor: 'node -e 0',
  targets: { 'zen --version': 1.1, 'znav --version': 1.1, 'znav pane log (SQLite)': 1.9 },
  run: ({ rounds }) =>
    inTemporaryFolder((home) => {
      const env = {
        HOME: home,
        XDG_DATA_HOME: `${home}/data`,
        XDG_CONFIG_HOME: `${home}/config`,
        PERTH_HOME: `${home}/perth`,
        ZEN_HOME: `${home}/zen`,
      }
      return timeProcesses(
        [
          { name: 'node -e 0', args: ['-e', '0'] },
          { name: 'zen --version', args: [builtBin('zen'), '--version'], env },
          { name: 'zen --help', args: [builtBin('zen'), '--help'], env },
          { name: 'znav --version', args: [builtBin('znav'), '--version'], env },
          {
            name: 'znav pane log (SQLite)',
            args: [builtBin('znav'), 'pane', 'log', 'backend', 'Measured the start'],
            env,
          },
          { name: 'znav pane history (SQLite)', args: [builtBin('znav'), 'pane', 'history', 'backend'], env },
        ],
        { rounds },
      )
    }),
}
