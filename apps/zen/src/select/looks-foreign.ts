/** Words that hold sentences together, and are in no English one. */
const foreignWords = new Set(
  [
    'der das ist und ein eine einen einem für mit nicht wie warum auf den dem über zu von bitte mir mein',
    'le les une des du pour comment avec et dans sur la est mon quelle',
    'el los las una que por para es en con sobre al mi qué dime cómo',
    'il lo per che di come perché del della um uma não os como het een van voor och att för jest nie',
  ].flatMap((language) => language.split(' ')),
)
const englishWords = new Set(
  'the of for is and my this that it with on how what why we our do does should are was you your which who be not to'.split(
    ' ',
  ),
)

/** Whether a task is in another language than English, as far as its small words and its letters tell. */
export function looksForeign(task: string): boolean {
  const words =
    task
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  const letters = words.join('')
  const otherScript = letters.replace(/\p{Script=Latin}/gu, '').length
  if (otherScript > letters.length / 4) return true
  const foreign = words.filter((word) => foreignWords.has(word)).length
  return foreign > 0 && foreign > words.filter((word) => englishWords.has(word)).length
}
