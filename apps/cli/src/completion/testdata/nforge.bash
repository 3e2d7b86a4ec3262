# bash completion for nforge: eval "$(nforge completion bash)"
_nforge_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_nforge_paths() {
  local IFS=$'\n'
  COMPREPLY=($(compgen "$1" -- "$cur"))
  compopt -o filenames 2>/dev/null
}
_nforge() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' word index
  COMPREPLY=()
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    case $word in
      --agency|--agency-key|--algorithm|--at|--cursor|--email|--engine|--expires|--format|--from|--from-language|--key|--kind|--label|--lang|--language|--license|--limit|--log-key|--name|--names|--organisation-ar|--organisation-en|--organisation-fr|--out|--passphrase-file|--proof|--reason|--region|--registry|--risk|--scope|--sector|--since|--status|--successor|--summary-ar|--summary-en|--summary-fr|--threshold|--title|--title-ar|--title-en|--title-fr|--to|--token-file|--with|-o)
        if [[ ${COMP_WORDS[index+1]} == '=' ]]; then ((index += 2)); else ((index++)); fi ;;
      -*|=|help) ;;
      *) case "${command:+$command }$word" in
          'channel'|'token'|'agency'|'key'|'log'|'init'|'validate'|'pack'|'publish'|'search'|'view'|'versions'|'add'|'install'|'update'|'outdated'|'verify'|'channel list'|'channel set'|'channel remove'|'promote'|'yank'|'deprecate'|'login'|'logout'|'whoami'|'token create'|'token list'|'token revoke'|'agency create'|'agency list'|'key create'|'key list'|'key register'|'key revoke'|'key rotate'|'key export-public'|'key reset-request'|'agency policy'|'agency view'|'agency trust'|'sign'|'log'|'log prove'|'log trust'|'doctor'|'completion'|'version') command="${command:+$command }$word" ;;
        esac ;;
    esac
  done
  case "$command $prev" in
    ' --lang') _nforge_words 'ar fr en'; return ;;
    ' --registry') _nforge_words ''; return ;;
    'init --name') _nforge_words ''; return ;;
    'init --title-fr') _nforge_words ''; return ;;
    'init --title-ar') _nforge_words ''; return ;;
    'init --title-en') _nforge_words ''; return ;;
    'init --summary-fr') _nforge_words ''; return ;;
    'init --summary-ar') _nforge_words ''; return ;;
    'init --summary-en') _nforge_words ''; return ;;
    'init --organisation-fr') _nforge_words ''; return ;;
    'init --organisation-ar') _nforge_words ''; return ;;
    'init --organisation-en') _nforge_words ''; return ;;
    'init --kind') _nforge_words 'rule statistical machine-learning generative optimisation transform validator'; return ;;
    'init --engine') _nforge_words 'javascript python none'; return ;;
    'init --sector') _nforge_words 'agriculture culture defence education emergency-services employment energy environment finance-and-economic-development foreign-affairs government healthcare infrastructures justice local-authorities manufacturing research science-and-technology security society sport tourism transportation welfare'; return ;;
    'init --region') _nforge_words 'MA MA-01 MA-02 MA-03 MA-04 MA-05 MA-06 MA-07 MA-08 MA-09 MA-10 MA-11 MA-12'; return ;;
    'init --license') _nforge_words ''; return ;;
    'init --email') _nforge_words ''; return ;;
    'init --from') _nforge_paths -f; return ;;
    'init --from-language') _nforge_words 'ar fr en'; return ;;
    'init --lang') _nforge_words 'ar fr en'; return ;;
    'init --registry') _nforge_words ''; return ;;
    'validate --lang') _nforge_words 'ar fr en'; return ;;
    'validate --registry') _nforge_words ''; return ;;
    'pack --out'|'pack -o') _nforge_paths -f; return ;;
    'pack --lang') _nforge_words 'ar fr en'; return ;;
    'pack --registry') _nforge_words ''; return ;;
    'publish --with') _nforge_paths -f; return ;;
    'publish --lang') _nforge_words 'ar fr en'; return ;;
    'publish --registry') _nforge_words ''; return ;;
    'search --sector') _nforge_words 'agriculture culture defence education emergency-services employment energy environment finance-and-economic-development foreign-affairs government healthcare infrastructures justice local-authorities manufacturing research science-and-technology security society sport tourism transportation welfare'; return ;;
    'search --region') _nforge_words 'MA MA-01 MA-02 MA-03 MA-04 MA-05 MA-06 MA-07 MA-08 MA-09 MA-10 MA-11 MA-12'; return ;;
    'search --agency') _nforge_words ''; return ;;
    'search --kind') _nforge_words 'rule statistical machine-learning generative optimisation transform validator'; return ;;
    'search --license') _nforge_words ''; return ;;
    'search --language') _nforge_words 'ar fr en zgh'; return ;;
    'search --risk') _nforge_words 'minimal limited high'; return ;;
    'search --status') _nforge_words 'concept development beta stable obsolete'; return ;;
    'search --limit') _nforge_words ''; return ;;
    'search --cursor') _nforge_words ''; return ;;
    'search --lang') _nforge_words 'ar fr en'; return ;;
    'search --registry') _nforge_words ''; return ;;
    'view --lang') _nforge_words 'ar fr en'; return ;;
    'view --registry') _nforge_words ''; return ;;
    'versions --lang') _nforge_words 'ar fr en'; return ;;
    'versions --registry') _nforge_words ''; return ;;
    'add --at') _nforge_words ''; return ;;
    'add --lang') _nforge_words 'ar fr en'; return ;;
    'add --registry') _nforge_words ''; return ;;
    'install --at') _nforge_words ''; return ;;
    'install --lang') _nforge_words 'ar fr en'; return ;;
    'install --registry') _nforge_words ''; return ;;
    'update --at') _nforge_words ''; return ;;
    'update --lang') _nforge_words 'ar fr en'; return ;;
    'update --registry') _nforge_words ''; return ;;
    'outdated --at') _nforge_words ''; return ;;
    'outdated --lang') _nforge_words 'ar fr en'; return ;;
    'outdated --registry') _nforge_words ''; return ;;
    'verify --proof') _nforge_paths -f; return ;;
    'verify --log-key') _nforge_words ''; return ;;
    'verify --agency-key') _nforge_words ''; return ;;
    'verify --lang') _nforge_words 'ar fr en'; return ;;
    'verify --registry') _nforge_words ''; return ;;
    'channel list --lang') _nforge_words 'ar fr en'; return ;;
    'channel list --registry') _nforge_words ''; return ;;
    'channel set --reason') _nforge_words ''; return ;;
    'channel set --lang') _nforge_words 'ar fr en'; return ;;
    'channel set --registry') _nforge_words ''; return ;;
    'channel remove --reason') _nforge_words ''; return ;;
    'channel remove --lang') _nforge_words 'ar fr en'; return ;;
    'channel remove --registry') _nforge_words ''; return ;;
    'promote --from') _nforge_words ''; return ;;
    'promote --to') _nforge_words ''; return ;;
    'promote --reason') _nforge_words ''; return ;;
    'promote --lang') _nforge_words 'ar fr en'; return ;;
    'promote --registry') _nforge_words ''; return ;;
    'yank --reason') _nforge_words ''; return ;;
    'yank --lang') _nforge_words 'ar fr en'; return ;;
    'yank --registry') _nforge_words ''; return ;;
    'deprecate --reason') _nforge_words ''; return ;;
    'deprecate --successor') _nforge_words ''; return ;;
    'deprecate --lang') _nforge_words 'ar fr en'; return ;;
    'deprecate --registry') _nforge_words ''; return ;;
    'login --token-file') _nforge_paths -f; return ;;
    'login --lang') _nforge_words 'ar fr en'; return ;;
    'login --registry') _nforge_words ''; return ;;
    'logout --lang') _nforge_words 'ar fr en'; return ;;
    'logout --registry') _nforge_words ''; return ;;
    'whoami --lang') _nforge_words 'ar fr en'; return ;;
    'whoami --registry') _nforge_words ''; return ;;
    'token create --agency') _nforge_words ''; return ;;
    'token create --scope') _nforge_words 'operator owner publish lifecycle'; return ;;
    'token create --algorithm') _nforge_words ''; return ;;
    'token create --label') _nforge_words ''; return ;;
    'token create --expires') _nforge_words ''; return ;;
    'token create --lang') _nforge_words 'ar fr en'; return ;;
    'token create --registry') _nforge_words ''; return ;;
    'token list --agency') _nforge_words ''; return ;;
    'token list --lang') _nforge_words 'ar fr en'; return ;;
    'token list --registry') _nforge_words ''; return ;;
    'token revoke --agency') _nforge_words ''; return ;;
    'token revoke --lang') _nforge_words 'ar fr en'; return ;;
    'token revoke --registry') _nforge_words ''; return ;;
    'agency create --title') _nforge_words ''; return ;;
    'agency create --lang') _nforge_words 'ar fr en'; return ;;
    'agency create --registry') _nforge_words ''; return ;;
    'agency list --lang') _nforge_words 'ar fr en'; return ;;
    'agency list --registry') _nforge_words ''; return ;;
    'key create --algorithm') _nforge_words 'ed25519 ml-dsa-44'; return ;;
    'key create --label') _nforge_words ''; return ;;
    'key create --passphrase-file') _nforge_paths -f; return ;;
    'key create --lang') _nforge_words 'ar fr en'; return ;;
    'key create --registry') _nforge_words ''; return ;;
    'key list --agency') _nforge_words ''; return ;;
    'key list --lang') _nforge_words 'ar fr en'; return ;;
    'key list --registry') _nforge_words ''; return ;;
    'key register --agency') _nforge_words ''; return ;;
    'key register --key') _nforge_paths -f; return ;;
    'key register --names') _nforge_words ''; return ;;
    'key register --expires') _nforge_words ''; return ;;
    'key register --out'|'key register -o') _nforge_paths -f; return ;;
    'key register --with') _nforge_paths -f; return ;;
    'key register --lang') _nforge_words 'ar fr en'; return ;;
    'key register --registry') _nforge_words ''; return ;;
    'key revoke --agency') _nforge_words ''; return ;;
    'key revoke --from') _nforge_words ''; return ;;
    'key revoke --out'|'key revoke -o') _nforge_paths -f; return ;;
    'key revoke --with') _nforge_paths -f; return ;;
    'key revoke --lang') _nforge_words 'ar fr en'; return ;;
    'key revoke --registry') _nforge_words ''; return ;;
    'key rotate --agency') _nforge_words ''; return ;;
    'key rotate --key') _nforge_paths -f; return ;;
    'key rotate --out'|'key rotate -o') _nforge_paths -f; return ;;
    'key rotate --with') _nforge_paths -f; return ;;
    'key rotate --lang') _nforge_words 'ar fr en'; return ;;
    'key rotate --registry') _nforge_words ''; return ;;
    'key export-public --format') _nforge_words 'pem base64 fingerprint'; return ;;
    'key export-public --lang') _nforge_words 'ar fr en'; return ;;
    'key export-public --registry') _nforge_words ''; return ;;
    'key reset-request --agency') _nforge_words ''; return ;;
    'key reset-request --key') _nforge_paths -f; return ;;
    'key reset-request --out'|'key reset-request -o') _nforge_paths -f; return ;;
    'key reset-request --lang') _nforge_words 'ar fr en'; return ;;
    'key reset-request --registry') _nforge_words ''; return ;;
    'agency policy --threshold') _nforge_words ''; return ;;
    'agency policy --out'|'agency policy -o') _nforge_paths -f; return ;;
    'agency policy --with') _nforge_paths -f; return ;;
    'agency policy --lang') _nforge_words 'ar fr en'; return ;;
    'agency policy --registry') _nforge_words ''; return ;;
    'agency view --lang') _nforge_words 'ar fr en'; return ;;
    'agency view --registry') _nforge_words ''; return ;;
    'agency trust --lang') _nforge_words 'ar fr en'; return ;;
    'agency trust --registry') _nforge_words ''; return ;;
    'sign --out'|'sign -o') _nforge_paths -f; return ;;
    'sign --key') _nforge_paths -f; return ;;
    'sign --with') _nforge_paths -f; return ;;
    'sign --lang') _nforge_words 'ar fr en'; return ;;
    'sign --registry') _nforge_words ''; return ;;
    'log --since') _nforge_words ''; return ;;
    'log --lang') _nforge_words 'ar fr en'; return ;;
    'log --registry') _nforge_words ''; return ;;
    'log prove --out'|'log prove -o') _nforge_paths -f; return ;;
    'log prove --lang') _nforge_words 'ar fr en'; return ;;
    'log prove --registry') _nforge_words ''; return ;;
    'log trust --lang') _nforge_words 'ar fr en'; return ;;
    'log trust --registry') _nforge_words ''; return ;;
    'doctor --lang') _nforge_words 'ar fr en'; return ;;
    'doctor --registry') _nforge_words ''; return ;;
    'completion --lang') _nforge_words 'ar fr en'; return ;;
    'completion --registry') _nforge_words ''; return ;;
    'version --lang') _nforge_words 'ar fr en'; return ;;
    'version --registry') _nforge_words ''; return ;;
  esac
  case $command in
    '') _nforge_words 'init validate pack publish search view versions add install update outdated verify channel promote yank deprecate login logout whoami token agency key sign log doctor completion version help --help --version' ;;
    'channel') _nforge_words 'list set remove' ;;
    'token') _nforge_words 'create list revoke' ;;
    'agency') _nforge_words 'create list policy view trust' ;;
    'key') _nforge_words 'create list register revoke rotate export-public reset-request' ;;
    'init') if [[ $cur == -* ]]; then _nforge_words '--name --title-fr --title-ar --title-en --summary-fr --summary-ar --summary-en --organisation-fr --organisation-ar --organisation-en --kind --engine --sector --region --license --email --from --from-language --json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -d; fi ;;
    'validate') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -d; fi ;;
    'pack') if [[ $cur == -* ]]; then _nforge_words '--out -o --gzip --json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -d; fi ;;
    'publish') if [[ $cur == -* ]]; then _nforge_words '--dry-run --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -d; fi ;;
    'search') if [[ $cur == -* ]]; then _nforge_words '--sector --region --agency --kind --license --language --risk --status --limit --cursor --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'view') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'versions') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'add') if [[ $cur == -* ]]; then _nforge_words '--at --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'install') if [[ $cur == -* ]]; then _nforge_words '--locked --offline --at --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'update') if [[ $cur == -* ]]; then _nforge_words '--at --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'outdated') if [[ $cur == -* ]]; then _nforge_words '--at --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'verify') if [[ $cur == -* ]]; then _nforge_words '--proof --log-key --agency-key --offline --json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -f; fi ;;
    'channel list') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'channel set') if [[ $cur == -* ]]; then _nforge_words '--reason --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'channel remove') if [[ $cur == -* ]]; then _nforge_words '--reason --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'promote') if [[ $cur == -* ]]; then _nforge_words '--from --to --reason --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'yank') if [[ $cur == -* ]]; then _nforge_words '--reason --undo --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'deprecate') if [[ $cur == -* ]]; then _nforge_words '--reason --successor --undo --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'login') if [[ $cur == -* ]]; then _nforge_words '--token-file --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'logout') if [[ $cur == -* ]]; then _nforge_words '--revoke --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'whoami') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'token create') if [[ $cur == -* ]]; then _nforge_words '--agency --scope --algorithm --label --expires --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'token list') if [[ $cur == -* ]]; then _nforge_words '--agency --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'token revoke') if [[ $cur == -* ]]; then _nforge_words '--agency --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'agency create') if [[ $cur == -* ]]; then _nforge_words '--title --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'agency list') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key create') if [[ $cur == -* ]]; then _nforge_words '--algorithm --label --passphrase --passphrase-file --for-ci --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key list') if [[ $cur == -* ]]; then _nforge_words '--agency --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key register') if [[ $cur == -* ]]; then _nforge_words '--agency --key --ci --names --expires --out -o --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key revoke') if [[ $cur == -* ]]; then _nforge_words '--agency --from --out -o --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key rotate') if [[ $cur == -* ]]; then _nforge_words '--agency --key --out -o --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key export-public') if [[ $cur == -* ]]; then _nforge_words '--format --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'key reset-request') if [[ $cur == -* ]]; then _nforge_words '--agency --key --out -o --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'agency policy') if [[ $cur == -* ]]; then _nforge_words '--threshold --out -o --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'agency view') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'agency trust') if [[ $cur == -* ]]; then _nforge_words '--yes -y --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'sign') if [[ $cur == -* ]]; then _nforge_words '--out -o --key --with --json --lang --registry --color --quiet -q --help -h'; else _nforge_paths -d; fi ;;
    'log') if [[ $cur == -* ]]; then _nforge_words '--since --follow -f --json --lang --registry --color --quiet -q --help -h'; else _nforge_words 'prove trust'; fi ;;
    'log prove') if [[ $cur == -* ]]; then _nforge_words '--out -o --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'log trust') if [[ $cur == -* ]]; then _nforge_words '--yes -y --json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'doctor') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
    'completion') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words 'bash zsh fish'; fi ;;
    'version') if [[ $cur == -* ]]; then _nforge_words '--json --lang --registry --color --quiet -q --help -h'; else _nforge_words ''; fi ;;
  esac
}
complete -F _nforge nforge
