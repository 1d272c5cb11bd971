import { type CommandModule, neutralise, progress } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import type { PullProgress } from '@engawa/llm-providers'
import { checkModelName } from '../providers/check-model-name.js'
import { findProviderEntry } from '../providers/choose-model.js'
import { openFilter } from '../providers/open-filter.js'
import { providerMaker } from '../providers/open-model.js'
import { openProviderKeys } from '../providers/provider-keys.js'
import { providerTable } from '../providers/provider-table.js'
import { openSettings } from '../settings/open-settings.js'

/** `zen models pull`: get a model onto an Ollama, with progress on stderr. */
export const run: CommandModule['run'] = async (context, { args, options }) => {
  const model = String(args.model)
  const settings = await openSettings(context)
  const keys = await openProviderKeys(context, settings.values.current_project)
  const entries = providerTable(settings.values, context.env, keys)
  const entry = findProviderEntry(entries, String(options.provider ?? 'ollama'))
  const provider = await providerMaker(context.env, keys)(entry)
  if (!provider.pull) {
    throw new UserError(`${entry.id} has no models to pull: its models are where it is`, {
      code: 'zen/cannot-pull',
      hint: 'Models are pulled by Ollama: zen models pull qwen3:4b',
    })
  }
  checkModelName(model, openFilter(context, keys.readKeys()))
  const line = progress(context, `pulling ${model}`)
  let layers = 0
  const seen = new Set<string>()
  try {
    for await (const step of provider.pull(model, { signal: context.signal })) {
      if (step.digest !== undefined && !seen.has(step.digest)) {
        seen.add(step.digest)
        layers++
      }
      line.update(describe(step))
    }
  } finally {
    line.done()
  }
  return {
    data: { provider: entry.id, model, layers },
    text: `${model} is there. Ask it: zen chat -m ${entry.id}/${model} "…"`,
  }
}

function describe({ status, completed = 0, total }: PullProgress): string {
  if (total === undefined || total === 0) return neutralise(status)
  return `${neutralise(status)} ${Math.floor((completed / total) * 100)}% of ${(total / 1e6).toFixed(0)} MB`
}
