import type { CommandResult } from '@engawa/cli-kit'
export async function run(): Promise<CommandResult> {
  return { data: null }
}
