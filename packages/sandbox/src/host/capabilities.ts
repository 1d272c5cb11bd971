import type { ExtensionManifest, RunRequest } from '../sandbox.js'

/** `fs.read` covers `fs.read:/notes`: a host function names the family, a grant may narrow it. */
const within = (capability: string, family: string) => capability === family || capability.startsWith(`${family}:`)

/**
 * The granted capabilities that allow a host function: those that its extension declares *and* a person granted.
 *
 * @returns empty when the call must be refused
 */
export function allowing(family: string, manifest: ExtensionManifest, grants: RunRequest['grants']): readonly string[] {
  return grants.filter((grant) => within(grant, family) && manifest.capabilities.includes(grant))
}
