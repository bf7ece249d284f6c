# activitylogs: completion for bash. In ~/.bashrc: source <(activitylogs completion bash)
_activitylogs()
{
    local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}" suggestion
    COMPREPLY=()
    while IFS= read -r suggestion; do
        # Options are offered to who has begun one; /? and its like belong to another system.
        if [[ "$suggestion" == /* || ("$suggestion" == -* && "$word" != -*) ]]; then
            continue
        fi
        if [[ -n "$suggestion" && "$suggestion" == "$word"* ]]; then
            COMPREPLY+=("$suggestion")
        fi
    done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
}

# Where there is nothing to suggest, a file name.
complete -o default -F _activitylogs activitylogs
