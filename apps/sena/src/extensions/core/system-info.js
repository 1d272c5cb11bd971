export const VERSION = '1.0.0'

export const METADATA = {
  name: 'system_info',
  description: 'Tells the load of the processor, the memory in use and the space on the disk of this machine.',
  author: 'Engawa',
  parameters: { info_type: { type: 'string', description: 'cpu, memory, disk or all', default: 'all' } },
  requires: [],
  capabilities: ['system:read'],
}

const gib = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
const percent = (part, whole) => (whole > 0 ? `${Math.round((100 * part) / whole)} %` : 'unknown')

const sentences = {
  cpu: ({ cpu }) =>
    `CPU: ${cpu.loadPercent} % busy across ${cpu.cores} ${cpu.cores === 1 ? 'core' : 'cores'} (${cpu.model}).`,
  memory: ({ memory }) =>
    `Memory: ${gib(memory.totalBytes - memory.availableBytes)} of ${gib(memory.totalBytes)} in use (${percent(memory.totalBytes - memory.availableBytes, memory.totalBytes)}), ${gib(memory.availableBytes)} available.`,
  disk: ({ disk }) =>
    disk === null
      ? 'Disk: this system does not say.'
      : `Disk ${disk.path}: ${gib(disk.freeBytes)} free of ${gib(disk.totalBytes)} (${percent(disk.totalBytes - disk.freeBytes, disk.totalBytes)} used).`,
}

export function validate(_userInput, args) {
  const wanted = args.info_type ?? 'all'
  const valid = wanted === 'all' || wanted in sentences
  return { valid, message: valid ? '' : `info_type is cpu, memory, disk or all, not ${wanted}` }
}

export async function execute(_userInput, _context, args) {
  const wanted = args.info_type ?? 'all'
  const system = await host.systemRead()
  const parts = wanted === 'all' ? ['cpu', 'memory', 'disk'] : [wanted]
  return parts.map((part) => sentences[part](system)).join('\n')
}
