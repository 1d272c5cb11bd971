/** Colours of text on a terminal. Written here because loading a library for eight codes costs 4 ms at each start. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  blue(text: string): string
  magenta(text: string): string
  cyan(text: string): string
}

export function createStyle(color: boolean): Style {
  const between = (open: number, close: number) => (text: string) =>
    color && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return {
    bold: between(1, 22),
    dim: between(2, 22),
    red: between(31, 39),
    green: between(32, 39),
    yellow: between(33, 39),
    blue: between(34, 39),
    magenta: between(35, 39),
    cyan: between(36, 39),
  }
}
