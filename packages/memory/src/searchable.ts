const cjk = '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}'
const character = new RegExp(`[${cjk}]`, 'gu')
const run = new RegExp(`[${cjk}]+|[^${cjk}]+`, 'gu')

/**
 * A text as it is indexed. Chinese, Japanese and Korean put no spaces between words, and FTS5 would take a whole
 * sentence for one: each of their characters stands alone, and a word of several is looked up as a phrase.
 */
export const searchable = (text: string): string => text.replace(character, ' $& ')

/** A word apart from the script it is written next to: `Tokyo東京` is two. */
export const isolated = (word: string): readonly string[] => word.match(run) ?? []
