# Completion of backlog in bash. It asks the program, and takes what that gives as it is: an array from an unquoted
# $(...) would hold names of files where a candidate looks like a pattern.
_backlog_complete() {
    local space=true words=("${COMP_WORDS[@]}")
    if compopt +o nospace 2>/dev/null; then
        space=false
    fi
    if [[ ${BASH_VERSINFO[0]} -ge 4 ]]; then
        words[COMP_CWORD]=$2
    fi
    COMPREPLY=()
    IFS=$'\013' read -r -d '' -a COMPREPLY < <(
        _CLAP_IFS=$'\013' _CLAP_COMPLETE_INDEX=$COMP_CWORD _CLAP_COMPLETE_COMP_TYPE=$COMP_TYPE \
            _CLAP_COMPLETE_SPACE=$space _BACKLOG_WORD=${COMP_WORDS[COMP_CWORD]} BACKLOG_COMPLETE=bash \
            PROGRAM -- "${words[@]}"
    )
    if [[ $space == false && ${COMPREPLY-} =~ [=/:]$ ]]; then
        compopt -o nospace
    fi
}
if [[ ${BASH_VERSINFO[0]} -eq 4 && ${BASH_VERSINFO[1]} -ge 4 || ${BASH_VERSINFO[0]} -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _backlog_complete backlog
else
    complete -o nospace -o bashdefault -F _backlog_complete backlog
fi
