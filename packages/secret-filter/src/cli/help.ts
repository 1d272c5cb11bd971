export const help = `engawa-redact: takes secrets out of what it reads

  git diff | engawa-redact                     the diff, without its secrets
  engawa-redact notes.md .env > safe.txt       files, one after the other
  engawa-redact --check < deploy.log           says where secrets stand; exit 7 when there are any
  engawa-redact --json < config.yaml           one JSON object: the text and what was taken out
  pbpaste | engawa-redact --hash               the hash that lets a value through
  engawa-redact --allow HASH < notes.md

Options
  --check            write no text, only rule and place of each secret
  --json             one JSON object on stdout, also for errors
  --allow HASH       let the value with this SHA-256 through; may be repeated
  --env-file FILE    know the secrets of a .env file by value; may be repeated
  --rules FILE       your own rules: a JSON list of {name, pattern, matches, ignores}
  --hash             read one value, print its SHA-256
  --quiet            say nothing on stderr of what was taken out
  --version, --help

Secrets of the environment (…_KEY, …_TOKEN, …_PASSWORD) are known by value. Input must be UTF-8.

Exit codes
  0  done; with --check: nothing was found
  1  something failed within the program
  2  the command line is wrong, or a file can't be read
  3  the input can't be vouched for, or a rule is bad
  7  --check found secrets

What was written before a failure is free of secrets; what was not read is not written.
`
