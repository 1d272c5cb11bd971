import { type CommandModule, neutralise } from '@engawa/cli-kit'
import { resolveModel } from '@engawa/llm-providers'
import { checkModelName } from '../providers/check-model-name.js'
import { findProviderEntry } from '../providers/choose-model.js'
import { openFilter } from '../providers/open-filter.js'
import { providerMaker } from '../providers/open-model.js'
import { ownModels } from '../providers/own-models.js'
import { openProviderKeys } from '../providers/provider-keys.js'
import { providerTable } from '../providers/provider-table.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen models show`: what a name means, how much it reads, what it can do, what it costs. A cloud is not asked. */
export const run: CommandModule['run'] = async (context, { args }) => {
  const settings = await openSettings(context)
  const keys = await openProviderKeys(context, settings.values.current_project)
  const entries = providerTable(settings.values, context.env, keys)
  const {
    provider: id,
    model,
    entry,
  } = resolveModel(String(args.model), {
    providers: entries.map((each) => each.id),
    models: ownModels(settings.values),
  })
  const provider = await providerMaker(context.env, keys)(findProviderEntry(entries, id))
  checkModelName(model, openFilter(context, keys.readKeys()))
  const listing =
    provider.location === 'local' ? await provider.showModel(model, { signal: context.signal }) : undefined
  const contextWindow = listing?.contextWindow ?? entry?.contextWindow
  const capabilities = listing?.capabilities ?? entry?.capabilities
  const price = entry?.price
  const data = {
    provider: id,
    model,
    aliases: [...(entry?.aliases ?? [])],
    context_window: contextWindow ?? null,
    max_output: entry?.maxOutput ?? null,
    capabilities: capabilities === undefined ? null : [...capabilities],
    price:
      price === undefined
        ? null
        : { input: price.input, output: price.output, cached_input: price.cachedInput ?? null, as_of: price.asOf },
  }
  const rows: readonly (readonly [string, string])[] = [
    ['model', `${id}/${neutralise(model)}`],
    ['aliases', data.aliases.join(', ') || 'none'],
    ['window', contextWindow === undefined ? 'unknown' : `${contextWindow} tokens`],
    ['answer', entry?.maxOutput === undefined ? 'unknown' : `at most ${entry.maxOutput} tokens`],
    ['can', capabilities === undefined ? 'unknown' : capabilities.join(', ') || 'answer'],
    ['price', price === undefined ? priceless(provider.location) : priceText(price)],
  ]
  return { data, text: rows.map(([name, value]) => `${name.padEnd(8)} ${value}`).join('\n') }
}

const priceless = (location: string): string => (location === 'local' ? 'none: it runs on this machine' : 'unknown')

const priceText = ({
  input,
  output,
  asOf,
}: {
  readonly input: number
  readonly output: number
  readonly asOf: string
}) => `$${input} for a million tokens in, $${output} out (as of ${asOf})`
