// What `hitrate --help` says.

export const helpText = `Hitrate finds what breaks the prompt cache of LLM agents, and what it costs.

Usage
  hitrate check [paths…]              findings in files and folders (default: here)
  hitrate profile <path>[:line]       prompt, ticks and cost of the model calls of a file or folder
  hitrate cost [paths…]               every model call: tokens, price cold and warm, a run, a day
  hitrate review --diff <commit>      new findings, changed costs and lost caches, as one comment for a pull request
  hitrate lock [paths…]               keep what each cached prefix is, and say later which change loses a warm cache
  hitrate levers [<path>[:line]]      what makes its calls dear, and every lever with its price (default: an agent to play with)
  hitrate count <path>[:line]         tokens of the model calls by the provider's own endpoint (key from the environment)
  hitrate explain <path>[:line]       what was understood of them, and where the engine gave up and why
  hitrate record [-- <command>]       run a program and record what it sends to Anthropic, OpenAI and Gemini
  hitrate profile <recording>         what its conversations cost, and where each prompt parts from the one before
  hitrate levers <recording>          the same for the agent behind it
  hitrate serve                       the simulated caches behind the HTTP interfaces of Anthropic and OpenAI
  hitrate lsp --stdio                 language server for any editor
  hitrate mcp                         tools for coding agents over the Model Context Protocol, on standard input and output

Options of check
  --format text|json|sarif|github|gitlab|junit|markdown|agent
                                      form of the report (default: text); agent is short, for coding agents
  --level hint|information|warning|error
                                      the mildest severity reported (default: information)
  --rule <id>                         only this rule; repeat it, or separate ids by commas
  --diff <commit>                     only findings that this commit did not have
  --baseline <file>                   findings in this file are known and not shown (default: hitrate-baseline.json);
                                      --write-baseline takes all of now in, --prune-baseline drops those that are mended
  --fail-on <severity>                milder findings are shown and do not fail the check
  --max-warnings <n>                  fail with more warnings than these, or with an error
  --stdin-path <file>                 check the standard input as if it were the text of this file
  --fix                               make the safe fixes, report the rest
  --fix-unsafe                        make those too that change what the program does: read the diff
  --fix-dry-run                       write nothing, print what --fix (or --fix-unsafe) would change as a diff
  --tests                             look into test files and folders too
  --config <file>                     this config file instead of the nearest hitrate.config.json
  --no-cache                          neither use nor keep results of files that have not changed
  --cache-dir <folder>                keep them here (default: node_modules/.cache/hitrate)
  --threads <n>                       share the work out among so many threads (default: as many as are useful)

Options of cost
  --diff <commit>                     how tokens and prices differ from it, for a pull request
  --format text|markdown|json         form of the report (default: text)
  --settings <json>                   settings as an editor has them; the config file wins
  --unsaved <file>                    texts that go before those on disk, as JSON by path
  --config <file>                     as above

Options of lock
  --check                             compare with the lock instead of writing it: exit code 1 when it is out of date
  --diff <commit>                     compare with this commit, without a lock
  --file <file>                       the lock (default: hitrate.lock.json here)
  --format text|markdown|json         form of the comparison (default: text)
  --config <file>                     as above

Options of profile
  --format text|json|jsonl            form of the report (default: text); jsonl writes each tick as it was billed
  --ticks <n>                         model calls in a run
  --output-tokens <n>                 tokens the model writes in a tick; --reasoning-tokens <n> that it thinks before
  --tool-result-tokens <n>            tokens that a tick's tool results add; --hole-tokens <n> of a part of unknown text
  --gap <seconds>                     time between two ticks
  --tasks-per-day <n>                 runs in a day
  --model <id>                        price this model
  --settings <json>, --config <file>  as above
  --offset <n>                        the call at this offset, in UTF-16 units, instead of a line
  --unsaved <file>                    as above
  --no-run                            predict only; otherwise each tick is sent to a local provider that simulates the cache
  --samples <file>                    values for the parts of a prompt that are known only at run time, as JSON
  --write-samples <file>              write the values that would be taken, to edit them
  --live anthropic|openai             send to the service instead, with the key of ANTHROPIC_API_KEY or OPENAI_API_KEY
  --max-cost <dollars>                what a live run may cost (default: 0.5)
  --run-file <file>                   keep each tick here; --resume <file> goes on with it

Options of profile with a recording (.jsonl or .json: of hitrate record, requests and usage line by line, OpenTelemetry,
Langfuse, Helicone, LangSmith, LiteLLM, Claude Code)
  --sources <folder>                  name the source lines that differences come from
  --conversations <n>                 show so many of the dearest conversations (default: 5)
  --format text|json                  form of the report (default: text)

Options of levers
  --stage 1..5                        a table to play with instead: 1 a run part by part, 2 breakpoint positions, 3 a result cache,
                                      4 the tool calls of a tick on a time line, 5 batches
  --input <file>                      figures of your own for the stage, as JSON; the rest stays as it is
  --preset course                     the figures to start from, as without a path
  --slo <ms>                          longest time of a task: rules levers in and out
  --assume <name>=<value>             what no profile knows, such as toolMilliseconds=800; repeat it, or separate by commas
  --tasks-per-day <n>                 runs of the agent in a day
  --ticks, --output-tokens, --gap, --model, --config, --format text|json as above

Options of record
  --out <file>                        the recording (default: hitrate-<time>.jsonl here); --replace an existing one
  --to live|local                     the real services (default), or the local provider
  --port <n>                          listen here (default: any free port); loopback only

Options of serve
  --port <n>                          listen here (default: any free port); loopback only
  --script <file>                     replies as JSON: { "replies": [{ "text": …, "tools": […] }], "toolRounds": 4 }
  --tool-rounds <n>                   tool calls before an answer in words, when there is no script (default: 4)
  --output-tokens <n>                 tokens of each answer (default: it echoes the question)
  --real-time                         take the time that a service would take
  --quiet                             no line for each request

Options of mcp
  --root <folder>                     look into this folder only; repeat it (default: the folders that the client names, else here)
  --allow-writes                      let the agent write fixes too; otherwise nothing is written

General
  --no-color                          no colours (also: NO_COLOR, or a pipe)
  --help, --version

Exit code
  0  nothing found      1  findings      2  wrong usage, or something failed
`;
