/** A message that says one thing, ready for another sentence to follow. */
export const asSentence = (message: string): string => {
  const said = message.trim()
  return said === '' || /[.!?…:。！？]$/u.test(said) ? said : `${said}.`
}

/** `1 fact`, `2 facts`: for words that take an s. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
