import {
  createProvider,
  fileBreakerStore,
  fileUsageLedger,
  type LlmRequest,
  type ProviderKind,
  withUsageLedger,
} from '../../src/index.js'
import { vouched } from '../vouched.js'

/** A short process that asks one thing and says in one line of JSON how it went. Everything it needs is in its arguments. */
interface Errand {
  readonly kind: ProviderKind
  readonly baseUrl: string
  readonly apiKey?: string
  readonly model?: string
  readonly text: string
  /** Where breakers and the ledger are. */
  readonly shared?: string
  readonly times?: number
}

const {
  kind,
  baseUrl,
  apiKey = '',
  model = 'llama3.2',
  text,
  shared,
  times = 1,
}: Errand = JSON.parse(process.argv[2] ?? '{}')

const bare = createProvider({
  kind,
  baseUrl,
  apiKey,
  consent: { isGranted: () => true },
  maxAttempts: 1,
  ...(shared === undefined ? {} : { breaker: { store: fileBreakerStore(`${shared}/breakers`) } }),
})
const provider =
  shared === undefined
    ? bare
    : withUsageLedger(bare, {
        ledger: fileUsageLedger(`${shared}/usage`),
        app: 'test',
        project: 'engawa',
        session: 's',
        onLedgerFailure: (error) => {
          throw error
        },
      })

async function ask(): Promise<object> {
  try {
    const request = vouched<LlmRequest>({ model, messages: [{ role: 'user', content: [{ type: 'text', text }] }] })
    return { text: (await provider.generate(request)).text }
  } catch (error) {
    const { code, message, details } = error as { code?: string; message: string; details?: object }
    return { code, message, details }
  }
}

for (let at = 0; at < times; at++) process.stdout.write(`${JSON.stringify(await ask())}\n`)
