import { quoteAt } from '../context/assignment.js'
import { type KeywordHandler, ranks, type Scan } from '../detection.js'
import type { KeywordIndex } from '../keyword-index.js'

/** A command that takes a password in a short flag. */
interface Command {
  readonly names: readonly string[]
  /** From the flag to what follows; what is captured is the secret, its quotes included. */
  readonly flag: RegExp
  /** The pattern speaks of the whole line, not of what follows the name. */
  readonly wholeLine?: true
}

const word = `("[^"\\n]{1,256}"|'[^'\\n]{1,256}'|[^\\s"'|;&]{1,256})`
const quotedWord = `("[^"\\n]{1,256}"|'[^'\\n]{1,256}')`
const userAndPassword = `["']?[^\\s"':]{1,128}:("[^"\\n]{1,256}"|'[^'\\n]{1,256}'|[^\\s"'|;&]{1,256})`

/** An argument of a call, before the one that is the password. */
const argument = `\\s{0,4}(?:"[^"\\n]{0,256}"|'[^'\\n]{0,256}'|[^"'(),\\s]{1,80})`

const commands: readonly Command[] = [
  { names: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb'], flag: new RegExp(`\\s-p${word}`, 'g') },
  {
    names: [
      'sshpass',
      '7z ',
      'rdesktop',
      'docker login',
      'podman login',
      'helm registry',
      'mongo',
      'oc login',
      'az login',
      'influx',
      'nordvpn',
    ],
    flag: new RegExp(`\\s-p[ =]?${word}`, 'g'),
  },
  {
    names: ['curl', 'wget', 'http ', 'https ', 'xh '],
    flag: new RegExp(`\\s(?:-u|--user|--proxy-user|-U|-a|--auth)[ =]?${userAndPassword}`, 'g'),
  },
  { names: ['redis-cli', 'psql', 'zip ', 'sqlcmd', 'bcp '], flag: new RegExp(`\\s(?:-a|-P)[ =]?${word}`, 'g') },
  { names: ['ldapsearch', 'ldapmodify', 'ldapadd', 'kinit'], flag: new RegExp(`\\s-w[ =]?${word}`, 'g') },
  { names: ['smbclient', 'rpcclient'], flag: new RegExp(`\\s-U[ =]?["']?[^\\s"'%]{1,128}%${word}`, 'g') },
  { names: ['openssl', 'keytool'], flag: new RegExp(`(?:pass:|\\s-(?:(?:store|key)pass|k) )${word}`, 'g') },
  { names: ['htpasswd'], flag: new RegExp(`\\s-\\w{0,4}b\\w{0,4}\\s[^\\s]{1,200}\\s[^\\s]{1,100}\\s${word}`, 'g') },
  { names: ['chpasswd'], wholeLine: true, flag: new RegExp(`echo\\s["']?[^\\s"':]{1,64}:${word}["']?\\s*\\|`, 'g') },
  { names: ['xfreerdp'], flag: new RegExp(`\\s/p:${word}`, 'g') },
  { names: ['thin:'], flag: /thin:[^/:\s"']{1,64}\/([^/@\s"']{1,128})@/g },
  {
    names: [':5432:', ':*:*:'],
    flag: /^[^:\s]{1,255}:(?:\d{1,5}|\*):[^:\s]{1,63}:[^:\s]{1,63}:(\S{1,128})$/g,
    wholeLine: true,
  },
  { names: ['net user'], flag: new RegExp(`net user \\S{1,64} ${word}`, 'gi') },
  { names: ['net use '], flag: new RegExp(`\\s/user:\\S{1,64} ${word}`, 'gi') },
  { names: ['gh secret', 'glab variable'], flag: new RegExp(`\\s(?:-b|--body|-v|--value)[ =]?${word}`, 'g') },
  { names: ['= password(', '=password('], flag: new RegExp(`password\\(${quotedWord}\\)`, 'gi') },
  { names: ['password 7 '], flag: /password 7 ([0-9A-F]{6,64})/gi },
  {
    names: ['networkcredential(', 'basicauth(', 'basic_auth(', '.login(', 'auth=(', 'passwordauthentication('],
    flag: new RegExp(`^.{1,24}\\(${argument},\\s{0,4}${quotedWord}`, 'g'),
  },
  {
    names: ['mysqli_connect(', 'mysql_connect(', 'getconnection(', 'new mysqli(', 'new pdo('],
    flag: new RegExp(`^.{1,24}\\(${argument},\\s{0,4}${argument},\\s{0,4}${quotedWord}`, 'g'),
  },
  {
    names: ['identified'],
    flag: new RegExp(
      `(?:identified|IDENTIFIED)\\s{1,4}(?:(?:with|WITH)\\s{1,4}\\S{1,40}\\s{1,4})?(?:by|BY)\\s{1,4}(?:(?:password|PASSWORD)\\s{1,4})?${quotedWord}`,
      'g',
    ),
  },
  {
    names: ['convertto-securestring'],
    flag: /^.?ConvertTo-SecureString\s(?:-String\s)?("[^"\n]{1,256}"|'[^'\n]{1,256}')/gi,
  },
]

export const commandRule = 'command-password'
/** How far a command's arguments are followed. */
const reach = 1024

/** Registers passwords that commands take in short flags. */
export function registerCommands(index: KeywordIndex<KeywordHandler>): void {
  for (const { names, flag, wholeLine } of commands) {
    for (const name of names) {
      index.add(name, (scan, start) => {
        if (scan.isTaken(name, start)) return
        const from = wholeLine ? Math.max(scan.lineStart(start), start - 256) : Math.max(0, start - 1)
        const end = Math.min(scan.lineEnd(start), start + reach)
        scan.take(name, end)
        for (const match of scan.text.slice(from, end).matchAll(flag)) report(scan, match, from, start)
      })
    }
  }
}

function report(scan: Scan, match: RegExpExecArray, offset: number, command: number): void {
  const captured = match[1] ?? ''
  const end = offset + match.index + match[0].lastIndexOf(captured) + captured.length
  const start = end - captured.length
  const quote = quoteAt(captured, 0).length
  const secret = captured.slice(quote, captured.length - quote)
  if (
    secret.length < 3 ||
    /^(?:[$<{%[-]|\*{1,}$|x{1,}$|(?:pass|password|passwd|user|token|secret)$|your)/i.test(secret)
  )
    return
  scan.report(commandRule, start + quote, end - quote, ranks.address, Math.min(command, start))
}
