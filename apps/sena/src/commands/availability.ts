import type { Health } from '@engawa/sena-client'
import type { Sena } from '../sena.js'

/** What is there and what is not, as lines for people. */
export async function availability(sena: Sena, web: boolean): Promise<string> {
  const { components } = await sena.health()
  return [
    ...components.map(line),
    web ? '  web         served at /\n' : '  web         not built here: the API alone is served\n',
  ].join('')
}

export const line = ({ name, status, detail }: Health['components'][number]): string => {
  const without = name === 'models' && status === 'absent' ? ' — answering without a model' : ''
  return `  ${name.padEnd(11)} ${status === 'failed' ? 'FAILED: ' : ''}${detail}${without}\n`
}
