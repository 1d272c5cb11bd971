/** As many of the first lines as the budget holds. @returns how many */
export function fitLines(lines: readonly string[], budget: number, estimate: (text: string) => number): number {
  let least = 0
  let most = lines.length
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (estimate(lines.slice(0, middle).join('\n')) <= budget) least = middle
    else most = middle - 1
  }
  return least
}
