#compdef activitylogs
# activitylogs: completion for zsh. In ~/.zshrc, after compinit: source <(activitylogs completion zsh)
_activitylogs()
{
    local word="${words[CURRENT]}" line="${(j: :)words[1,CURRENT]}"
    local -a suggestions=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})

    # Options are offered to who has begun one; /? and its like belong to another system.
    suggestions=(${suggestions:#/*})
    [[ "$word" == -* ]] || suggestions=(${suggestions:#-*})

    # Where there is nothing to suggest, a file name.
    (( $#suggestions )) && compadd -a suggestions || _files
}

compdef _activitylogs activitylogs
