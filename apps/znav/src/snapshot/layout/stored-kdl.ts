import type { KdlDocument, KdlNode } from '../../zellij/kdl/document.js'
import { parseKdl } from '../../zellij/kdl/parse.js'
import { SnapshotError } from '../errors.js'

/** What a layout holds beside tabs. Anything else in its place could open tabs or bind keys. */
const besideTabs: ReadonlySet<string> = new Set(['new_tab_template', 'swap_tiled_layout', 'swap_floating_layout'])

/**
 * The template of a stored snapshot. Others may write to a shared store, and a checksum is no signature: commands in it
 * wait for Enter, as those of panes do.
 *
 * @throws SnapshotError `snapshot/damaged` where it holds what no capture writes
 */
export function storedTemplate(text: string): KdlDocument {
  const nodes = parsed(text)
  const odd = nodes.find(({ name }) => !besideTabs.has(name))
  if (odd !== undefined) throw damaged(`its template holds ${JSON.stringify(odd.name)}`)
  return nodes.map(waiting)
}

/**
 * The plugin of a stored pane: one node of that name, and no right to run programs.
 *
 * @throws SnapshotError `snapshot/damaged`
 */
export function storedPlugin(text: string): KdlDocument {
  const nodes = parsed(text)
  const [plugin] = nodes
  if (nodes.length !== 1 || plugin?.name !== 'plugin') throw damaged('a pane of it holds no plugin')
  return [withoutRights(plugin)]
}

function parsed(text: unknown): KdlDocument {
  if (typeof text !== 'string') throw damaged('it holds no text where a layout belongs')
  try {
    return parseKdl(text)
  } catch (error) {
    throw damaged('a part of its layout is no KDL', error)
  }
}

/** Zellij takes what a pane runs, and whether that waits, from properties and from children alike. */
function waiting(node: KdlNode): KdlNode {
  if (node.name === 'plugin') return withoutRights(node)
  const edited = [node.props.edit, ...node.children.filter(({ name }) => name === 'edit').map(({ args }) => args[0])]
  // Editors take such a name for an option, and there are options that run commands.
  if (edited.some((file) => typeof file === 'string' && /^[-+]/.test(file))) throw damaged('it edits no file')
  const runs = node.props.command !== undefined || node.children.some(({ name }) => name === 'command')
  if (!runs) return { ...node, children: node.children.map(waiting) }
  const { start_suspended: _, ...props } = node.props
  const rest = node.children.filter(({ name }) => name !== 'start_suspended').map(waiting)
  return { ...node, props, children: [...rest, { name: 'start_suspended', args: [true], props: {}, children: [] }] }
}

function withoutRights(plugin: KdlNode): KdlNode {
  const right = '_allow_exec_host_cmd'
  if (right in plugin.props || plugin.children.some(({ name }) => name === right)) {
    throw damaged('a plugin of it may run any program')
  }
  return plugin
}

const damaged = (reason: string, cause?: unknown) =>
  new SnapshotError(`the snapshot is damaged: ${reason}`, {
    code: 'snapshot/damaged',
    cause,
    hint: 'Nothing was restored. See which others are whole: znav snapshot list',
  })
