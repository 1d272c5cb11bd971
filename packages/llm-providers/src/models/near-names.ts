import { editDistance } from '@engawa/core'

/** How many edits away a name may be. */
const usualDistance = (name: string): number => Math.max(2, Math.floor(name.length / 3))

/** Names that someone who wrote `wanted` may have meant, the nearest first, at most five. */
export function nearNames(
  wanted: string,
  names: readonly string[],
  most: number = usualDistance(wanted),
): readonly string[] {
  const asked = wanted.toLowerCase()
  return names
    .map((name) => ({ name, distance: distanceOf(asked, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 5)
    .map(({ name }) => name)
}

/** Edits from one to the other; a beginning (`llama3` of `llama3.2:latest`) and another tag count as one edit. */
function distanceOf(wanted: string, name: string): number {
  if (wanted === name) return 0
  if (wanted.length >= 3 && name.startsWith(wanted)) return 1
  const [wantedBase = '', nameBase = ''] = [wanted.split(':')[0], name.split(':')[0]]
  return wantedBase === nameBase ? 1 : editDistance(wantedBase, nameBase)
}
