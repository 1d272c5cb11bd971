export const VERSION = '1.1.0'

export const METADATA = {
  name: 'system_info',
  description:
    'Tells the load and the cores of the processor, the memory, the space on the disk and the uptime of this machine.',
  author: 'Engawa',
  parameters: { info_type: { type: 'string', description: 'cpu, cores, memory, disk, uptime or all', default: 'all' } },
  requires: [],
  capabilities: ['system:read'],
}

const gib = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GiB`
const percent = (part, whole) => (whole > 0 ? `${Math.round((100 * part) / whole)} %` : 'unknown')

const counted = (count, unit) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** Of the units from days to minutes, those that say something: "3 days, 4 hours". */
const duration = (seconds) => {
  const minutes = Math.floor(seconds / 60)
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ].filter(([count]) => count > 0)
  return parts.length === 0 ? 'less than a minute' : parts.map(([count, unit]) => counted(count, unit)).join(', ')
}

const sentences = {
  cpu: ({ cpu }) => `CPU: ${cpu.loadPercent} % busy across ${counted(cpu.cores, 'core')} (${cpu.model}).`,
  cores: ({ cpu }) => `${counted(cpu.cores, 'core')} (${cpu.model}), ${cpu.loadPercent} % busy.`,
  memory: ({ memory }) =>
    `Memory: ${gib(memory.totalBytes - memory.availableBytes)} of ${gib(memory.totalBytes)} in use (${percent(memory.totalBytes - memory.availableBytes, memory.totalBytes)}), ${gib(memory.availableBytes)} available.`,
  disk: ({ disk }) =>
    disk === null
      ? 'Disk: this system does not say.'
      : `Disk ${disk.path}: ${gib(disk.freeBytes)} free of ${gib(disk.totalBytes)} (${percent(disk.totalBytes - disk.freeBytes, disk.totalBytes)} used).`,
  uptime: ({ uptimeSeconds }) => `Uptime: ${duration(uptimeSeconds)}.`,
}

export function validate(_userInput, args) {
  const wanted = args.info_type ?? 'all'
  const valid = wanted === 'all' || Object.hasOwn(sentences, wanted)
  return { valid, message: valid ? '' : `info_type is cpu, cores, memory, disk, uptime or all, not ${wanted}` }
}

export async function execute(_userInput, _context, args) {
  const wanted = args.info_type ?? 'all'
  const system = await host.systemRead()
  const parts = wanted === 'all' ? ['cpu', 'memory', 'disk', 'uptime'] : [wanted]
  return parts.map((part) => sentences[part](system)).join('\n')
}
