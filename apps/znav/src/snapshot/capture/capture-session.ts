import type { ZellijDriver } from '../../zellij/zellij-driver.js'
import { SnapshotError } from '../errors.js'
import { readDump } from '../layout/dumped-session.js'
import { readPanes, readTabs } from '../layout/listed-session.js'
import { toContent } from '../layout/to-content.js'
import type { SessionContent } from '../model.js'
import { fillPanes } from './fill-panes.js'
import { gitPlace } from './git-place.js'
import { foregroundOfPanes } from './proc-table.js'

/**
 * What is in a session now.
 *
 * @param env names of variables to keep of each pane
 * @param attempts the dump and the list are two questions: while panes open and close their answers do not fit together
 * @throws SnapshotError when Zellij's answers are empty, broken, or do not come to fit together
 */
export async function captureSession(
  driver: ZellijDriver,
  session: string,
  env: readonly string[],
  attempts = 8,
): Promise<SessionContent> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [dump, tabs, panes] = await Promise.all([
      driver.look(session, readDump, 'dump-layout'),
      driver.can.ids ? driver.look(session, readTabs, 'list-tabs', '--json', '--all') : undefined,
      driver.can.ids ? driver.look(session, readPanes, 'list-panes', '--json', '--all') : undefined,
    ])
    const listed = tabs === undefined || panes === undefined ? undefined : { tabs, panes }
    const told = toContent(driver.version.text, dump, listed)
    if (told !== undefined && isWhole(told.content)) {
      return fillPanes(told, { foreground: foregroundOfPanes(session), gitPlace, env })
    }
    if (attempt < attempts) await new Promise((resolve) => setTimeout(resolve, 50 * attempt))
  }
  throw new SnapshotError(`what Zellij tells of session ${JSON.stringify(session)} does not fit together`, {
    code: 'snapshot/unsettled',
    recoverable: true,
    hint: 'Nothing was stored. Leave fullscreen, close empty tabs, and try again when no panes are opening.',
  })
}

/** A tab without panes is one that Zellij has not filled yet. */
const isWhole = (content: SessionContent) =>
  Object.values(content.tabs).every((tab) => tab.tiled.length > 0 || tab.floating.length > 0) &&
  Object.keys(content.panes).length > 0
