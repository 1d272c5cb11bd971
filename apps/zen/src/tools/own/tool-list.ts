import { type CommandModule, neutralise, table } from '@engawa/cli-kit'
import { toolCards } from '../registry.js'
import { ownTools } from './find-own-tool.js'

interface Listed {
  readonly name: string
  readonly summary: string
  readonly from: 'zen' | 'you' | 'project'
  readonly modes: readonly string[]
  readonly path: string | null
  readonly fault: string | null
}

/** `zen tool list` */
export const run: CommandModule['run'] = async (context) => {
  const brought: readonly Listed[] = toolCards.map(({ name, summary, modes }) => ({
    name,
    summary,
    from: 'zen',
    modes: modes.map((mode) => mode.name),
    path: null,
    fault: null,
  }))
  const own = (await ownTools(context)).map((tool): Listed => {
    const file = 'fault' in tool ? tool.file : tool
    return {
      name: tool.name,
      summary: 'fault' in tool ? '' : tool.description,
      from: file?.isPersonal === true ? 'you' : 'project',
      modes: [],
      path: file?.path ?? null,
      fault: 'fault' in tool ? tool.fault : null,
    }
  })
  const tools = [...brought, ...own]
  return {
    data: { tools: tools.map((tool) => ({ ...tool, modes: [...tool.modes] })) },
    text: table(
      tools,
      [
        { title: 'TOOL', value: ({ name }) => neutralise(name) },
        { title: 'FROM', value: ({ from }) => from },
        { title: 'FOR', value: ({ summary, fault }) => neutralise(fault ?? summary), shrink: true },
      ],
      context.stdout,
    ),
  }
}
