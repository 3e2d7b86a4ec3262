#compdef nforge
# zsh completion for nforge: eval "$(nforge completion zsh)"
_nforge() {
  local command='' word previous=${words[CURRENT-1]} index
  local -a offers
  for ((index = 2; index < CURRENT; index++)); do
    word=${words[index]}
    case $word in
      (--agency|--algorithm|--at|--cursor|--email|--engine|--expires|--from|--from-language|--kind|--label|--lang|--language|--license|--limit|--name|--organisation-ar|--organisation-en|--organisation-fr|--out|--reason|--region|--registry|--risk|--scope|--sector|--status|--successor|--summary-ar|--summary-en|--summary-fr|--title|--title-ar|--title-en|--title-fr|--to|--token-file|-o) ((index++)) ;;
      (-*|help) ;;
      (*) case "${command:+$command }$word" in
          ('channel'|'token'|'agency'|'init'|'validate'|'pack'|'publish'|'search'|'view'|'versions'|'add'|'install'|'update'|'outdated'|'verify'|'channel list'|'channel set'|'channel remove'|'promote'|'yank'|'deprecate'|'login'|'logout'|'whoami'|'token create'|'token list'|'token revoke'|'agency create'|'agency list'|'doctor'|'completion'|'version') command="${command:+$command }$word" ;;
        esac ;;
    esac
  done
  case "$command $previous" in
    (' --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    (' --registry') :; return ;;
    ('init --name') :; return ;;
    ('init --title-fr') :; return ;;
    ('init --title-ar') :; return ;;
    ('init --title-en') :; return ;;
    ('init --summary-fr') :; return ;;
    ('init --summary-ar') :; return ;;
    ('init --summary-en') :; return ;;
    ('init --organisation-fr') :; return ;;
    ('init --organisation-ar') :; return ;;
    ('init --organisation-en') :; return ;;
    ('init --kind') compadd -- 'rule' 'statistical' 'machine-learning' 'generative' 'optimisation' 'transform' 'validator'; return ;;
    ('init --engine') compadd -- 'javascript' 'python' 'none'; return ;;
    ('init --sector') compadd -- 'agriculture' 'culture' 'defence' 'education' 'emergency-services' 'employment' 'energy' 'environment' 'finance-and-economic-development' 'foreign-affairs' 'government' 'healthcare' 'infrastructures' 'justice' 'local-authorities' 'manufacturing' 'research' 'science-and-technology' 'security' 'society' 'sport' 'tourism' 'transportation' 'welfare'; return ;;
    ('init --region') compadd -- 'MA' 'MA-01' 'MA-02' 'MA-03' 'MA-04' 'MA-05' 'MA-06' 'MA-07' 'MA-08' 'MA-09' 'MA-10' 'MA-11' 'MA-12'; return ;;
    ('init --license') :; return ;;
    ('init --email') :; return ;;
    ('init --from') _files; return ;;
    ('init --from-language') compadd -- 'ar' 'fr' 'en'; return ;;
    ('init --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('init --registry') :; return ;;
    ('validate --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('validate --registry') :; return ;;
    ('pack --out'|'pack -o') _files; return ;;
    ('pack --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('pack --registry') :; return ;;
    ('publish --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('publish --registry') :; return ;;
    ('search --sector') compadd -- 'agriculture' 'culture' 'defence' 'education' 'emergency-services' 'employment' 'energy' 'environment' 'finance-and-economic-development' 'foreign-affairs' 'government' 'healthcare' 'infrastructures' 'justice' 'local-authorities' 'manufacturing' 'research' 'science-and-technology' 'security' 'society' 'sport' 'tourism' 'transportation' 'welfare'; return ;;
    ('search --region') compadd -- 'MA' 'MA-01' 'MA-02' 'MA-03' 'MA-04' 'MA-05' 'MA-06' 'MA-07' 'MA-08' 'MA-09' 'MA-10' 'MA-11' 'MA-12'; return ;;
    ('search --agency') :; return ;;
    ('search --kind') compadd -- 'rule' 'statistical' 'machine-learning' 'generative' 'optimisation' 'transform' 'validator'; return ;;
    ('search --license') :; return ;;
    ('search --language') compadd -- 'ar' 'fr' 'en' 'zgh'; return ;;
    ('search --risk') compadd -- 'minimal' 'limited' 'high'; return ;;
    ('search --status') compadd -- 'concept' 'development' 'beta' 'stable' 'obsolete'; return ;;
    ('search --limit') :; return ;;
    ('search --cursor') :; return ;;
    ('search --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('search --registry') :; return ;;
    ('view --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('view --registry') :; return ;;
    ('versions --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('versions --registry') :; return ;;
    ('add --at') :; return ;;
    ('add --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('add --registry') :; return ;;
    ('install --at') :; return ;;
    ('install --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('install --registry') :; return ;;
    ('update --at') :; return ;;
    ('update --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('update --registry') :; return ;;
    ('outdated --at') :; return ;;
    ('outdated --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('outdated --registry') :; return ;;
    ('verify --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('verify --registry') :; return ;;
    ('channel list --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('channel list --registry') :; return ;;
    ('channel set --reason') :; return ;;
    ('channel set --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('channel set --registry') :; return ;;
    ('channel remove --reason') :; return ;;
    ('channel remove --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('channel remove --registry') :; return ;;
    ('promote --from') :; return ;;
    ('promote --to') :; return ;;
    ('promote --reason') :; return ;;
    ('promote --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('promote --registry') :; return ;;
    ('yank --reason') :; return ;;
    ('yank --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('yank --registry') :; return ;;
    ('deprecate --reason') :; return ;;
    ('deprecate --successor') :; return ;;
    ('deprecate --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('deprecate --registry') :; return ;;
    ('login --token-file') _files; return ;;
    ('login --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('login --registry') :; return ;;
    ('logout --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('logout --registry') :; return ;;
    ('whoami --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('whoami --registry') :; return ;;
    ('token create --agency') :; return ;;
    ('token create --scope') compadd -- 'operator' 'owner' 'publish' 'lifecycle'; return ;;
    ('token create --algorithm') :; return ;;
    ('token create --label') :; return ;;
    ('token create --expires') :; return ;;
    ('token create --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('token create --registry') :; return ;;
    ('token list --agency') :; return ;;
    ('token list --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('token list --registry') :; return ;;
    ('token revoke --agency') :; return ;;
    ('token revoke --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('token revoke --registry') :; return ;;
    ('agency create --title') :; return ;;
    ('agency create --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('agency create --registry') :; return ;;
    ('agency list --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('agency list --registry') :; return ;;
    ('doctor --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('doctor --registry') :; return ;;
    ('completion --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('completion --registry') :; return ;;
    ('version --lang') compadd -- 'ar' 'fr' 'en'; return ;;
    ('version --registry') :; return ;;
  esac
  case $command in
    ('') offers=('init:Start an algorithm: write its manifest, contract, a vector and the code to fill in' 'validate:Check folders as the registry will, and tell every problem at once' 'pack:List what would be published, with its release digest; write the archive with --out' 'publish:Publish the algorithms of folders: all of them or none' 'search:Search algorithms in any language' 'view:Show an algorithm, or one release of it' 'versions:List all versions of an algorithm, newest first' 'add:Add algorithms to forge.json and install them' 'install:Install what forge.json asks for, as forge-lock.json says' 'update:Raise the locked versions as far as forge.json allows' 'outdated:Compare the locked versions with the registry; exit code 10 when there is something newer' 'verify:Prove that the installed modules, or a named release, are exactly the published ones' 'channel:list, set, remove' 'promote:Move several algorithms from one channel to another: all of them or none' 'yank:Withdraw a release from new use; nothing is deleted' 'deprecate:Warn everyone who uses a release and name its successor' 'login:Store a token for a registry' 'logout:Forget the token of a registry' 'whoami:Tell whose token is used, for what and until when' 'token:create, list, revoke' 'agency:create, list' 'doctor:Check the registry, the token, the clock and this computer' 'completion:Print the completion script of a shell' 'version:Print the version') ;;
    ('channel') offers=('list:List the channels of an algorithm' 'set:Let a channel point to a version' 'remove:Remove a channel') ;;
    ('token') offers=('create:Make a token for an agency; the secret alone goes to stdout' 'list:List the tokens of an agency, without their secrets' 'revoke:Revoke a token') ;;
    ('agency') offers=('create:Create an agency (needs an operator token)' 'list:List the agencies of the registry') ;;
    ('init') if [[ $PREFIX == -* ]]; then offers=('--name:Name of the algorithm: agency/name' '--title-fr:Title in French' '--title-ar:Title in Arabic' '--title-en:Title in English' '--summary-fr:What it does, in one French sentence' '--summary-ar:What it does, in one Arabic sentence' '--summary-en:What it does, in one English sentence' '--organisation-fr:Name of your organisation in French' '--organisation-ar:Name of your organisation in Arabic' '--organisation-en:Name of your organisation in English' '--kind:What it is: rule, statistical, machine-learning, generative, optimisation, transform, validator' '--engine:What runs it: javascript, python, or none for a description only (default: javascript)' '--sector:Sector it serves, such as energy' '--region:Region of the owner (MA-01 … MA-12), or MA for the whole country' '--license:SPDX licence expression (default: EUPL-1.2)' '--email:Mailbox of a role (never of a person) that answers questions' '--from:Read package.json, pyproject.toml or publiccode.yml and take over what fits' '--from-language:Language of the texts in that file, where it does not say (ar, fr or en)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else _files -/; fi ;;
    ('validate') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else _files -/; fi ;;
    ('pack') if [[ $PREFIX == -* ]]; then offers=('--out:Write the archive to this file' '-o:Write the archive to this file' '--gzip:Use gzip instead of zstd; the release digest is the same' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else _files -/; fi ;;
    ('publish') if [[ $PREFIX == -* ]]; then offers=('--dry-run:Let the registry check everything and publish nothing' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else _files -/; fi ;;
    ('search') if [[ $PREFIX == -* ]]; then offers=('--sector:Only this sector' '--region:Only this region' '--agency:Only this agency' '--kind:Only this kind' '--license:Only this licence' '--language:Only with this interface language' '--risk:Only this level of risk' '--status:Only this development status' '--limit:Hits on one page, at most 100 (default: 20)' '--cursor:Go on where the last page ended' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('view') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('versions') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('add') if [[ $PREFIX == -* ]]; then offers=('--at:Take the rules in force on this date, YYYY-MM-DD (default: today in Morocco)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('install') if [[ $PREFIX == -* ]]; then offers=('--locked:Take the lock file as it is and fail when forge.json asks for something else' '--offline:Use the cache only and ask no registry' '--at:Take the rules in force on this date, YYYY-MM-DD (default: today in Morocco)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('update') if [[ $PREFIX == -* ]]; then offers=('--at:Take the rules in force on this date, YYYY-MM-DD (default: today in Morocco)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('outdated') if [[ $PREFIX == -* ]]; then offers=('--at:Take the rules in force on this date, YYYY-MM-DD (default: today in Morocco)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('verify') if [[ $PREFIX == -* ]]; then offers=('--offline:Use the cache only and ask no registry' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('channel list') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('channel set') if [[ $PREFIX == -* ]]; then offers=('--reason:Why; the registry records and shows it' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('channel remove') if [[ $PREFIX == -* ]]; then offers=('--reason:Why; the registry records and shows it' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('promote') if [[ $PREFIX == -* ]]; then offers=('--from:Channel whose versions are taken' '--to:Channel that then points to them' '--reason:Why; the registry records and shows it' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('yank') if [[ $PREFIX == -* ]]; then offers=('--reason:Why; the registry records and shows it' '--undo:Take it back' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('deprecate') if [[ $PREFIX == -* ]]; then offers=('--reason:Why; the registry records and shows it' '--successor:Algorithm to use instead: agency/name' '--undo:Take it back' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('login') if [[ $PREFIX == -* ]]; then offers=('--token-file:File with the token ("-" or none: ask, or read it from stdin)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('logout') if [[ $PREFIX == -* ]]; then offers=('--revoke:Let the registry revoke the token too' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('whoami') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('token create') if [[ $PREFIX == -* ]]; then offers=('--agency:Name of the agency' '--scope:What the token may do: owner, publish, lifecycle, operator' '--algorithm:Only this algorithm (default: all of the agency)' '--label:What the token is for, to recognise it by' '--expires:Days until it expires, 1 to 366 (default: 90)' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('token list') if [[ $PREFIX == -* ]]; then offers=('--agency:Name of the agency' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('token revoke') if [[ $PREFIX == -* ]]; then offers=('--agency:Name of the agency' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('agency create') if [[ $PREFIX == -* ]]; then offers=('--title:Name for people, as LANG=TEXT, such as fr="Agence de l'\''eau"' '--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('agency list') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('doctor') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
    ('completion') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else compadd -- 'bash' 'zsh' 'fish'; fi ;;
    ('version') if [[ $PREFIX == -* ]]; then offers=('--json:Print one JSON document on stdout, in English' '--lang:Language of messages: ar, fr or en' '--registry:Address of the registry (else NFORGE_REGISTRY, else the configuration)' '--color:Use colours; --no-color never does' '--quiet:Show no progress' '-q:Show no progress' '--help:Show this help' '-h:Show this help'); else :; fi ;;
  esac
  (( ${#offers} )) && _describe nforge offers
}
if [[ $funcstack[1] == _nforge ]]; then _nforge "$@"; else compdef _nforge nforge; fi
