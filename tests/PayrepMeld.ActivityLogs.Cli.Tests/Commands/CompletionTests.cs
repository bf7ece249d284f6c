using PayrepMeld.ActivityLogs.Cli.Tests.Infrastructure;

namespace PayrepMeld.ActivityLogs.Cli.Tests.Commands;

/// <summary><c>activitylogs completion</c>.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task Bash_completes_commands_options_and_values()
    {
        // What bash sets, and then the function that was registered. One run, one line each: a shell starts the tool for each of them.
        var run = await ShellRun.OfAsync([],
            """
            source <(activitylogs completion bash) || exit
            complete -p activitylogs
            try() {
                COMP_LINE="$1" COMP_POINT=${#1}
                read -ra COMP_WORDS <<< "$1"
                [[ "$1" == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
                _activitylogs activitylogs
                echo "$1:" "${COMPREPLY[@]}"
            }
            try 'activitylogs li'
            try 'activitylogs list --ven'
            try 'activitylogs list --vendor '
            try 'activitylogs tail -o js'
            try 'activitylogs list --fields time,outc'
            try 'activitylogs list --action INBOUND_REQUEST_'
            try 'activitylogs list --nothing'
            """);

        run.Errors.Should().BeEmpty();
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(
            "complete -o default -F _activitylogs activitylogs",
            "activitylogs li: list",
            "activitylogs list --ven: --vendor",
            "activitylogs list --vendor : all meld payrep",
            "activitylogs tail -o js: json jsonl",
            "activitylogs list --fields time,outc: time,outcome",
            "activitylogs list --action INBOUND_REQUEST_: INBOUND_REQUEST_WEBHOOK",
            "activitylogs list --nothing:");
    }

    [Fact]
    public async Task A_suggestion_reads_no_configuration()
    {
        var run = await CliRun.OfAsync([("ActivityLogs__Nonsense", "1")], "[suggest:28]", "activitylogs --config none li");

        run.MustSucceed().Lines.Should().Contain("list");
    }

    [ShellFact("zsh")]
    public async Task Zsh_completes_commands_options_and_values()
    {
        // Functions of completion work only where somebody types: what compadd would offer is printed instead.
        var run = await ShellRun.OfAsync([],
            """
            script=$(activitylogs completion zsh) tool=$(declare -f activitylogs)
            SCRIPT="$script" TOOL="$tool" zsh -f <<'ZSH'
            compdef() { echo "compdef $*" }
            compadd() { echo "$line: ${suggestions}" }
            _files() { echo "$line: files" }
            eval "$TOOL"; eval "$SCRIPT"
            try() { words=("$@"); CURRENT=$#words; _activitylogs }
            try activitylogs li
            try activitylogs ''
            try activitylogs list --ven
            try activitylogs list --vendor ''
            try activitylogs tail -o js
            try activitylogs list --fields time,outc
            try activitylogs list --nothing
            try activitylogs export ./a
            ZSH
            """);

        run.Errors.Should().BeEmpty();
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(
            "compdef _activitylogs activitylogs",
            "activitylogs li: list",
            "activitylogs : completion demo doctor export list report simulate stats tail",
            "activitylogs list --ven: --vendor",
            "activitylogs list --vendor : all meld payrep",
            "activitylogs tail -o js: json jsonl",
            "activitylogs list --fields time,outc: time,outcome",
            "activitylogs list --nothing: files",
            "activitylogs export ./a: files");
    }

    [ShellFact("pwsh")]
    public async Task The_script_for_PowerShell_has_no_syntax_error()
    {
        using var folder = new TempFolder();

        var run = await ShellRun.OfAsync([], $"cd '{Path.GetDirectoryName(folder["script"])}' && activitylogs completion pwsh > script && pwsh -NoProfile -Command '[scriptblock]::Create((Get-Content -Raw script)) | Out-Null'");

        run.Should().Be(new ShellRun(0, "", ""));
    }
}
