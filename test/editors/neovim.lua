-- Drives the language server from Neovim: waits for a problem, applies a quick fix, undoes it, suppresses it.
-- HITRATE_SERVER holds the command as a JSON list, HITRATE_FILE the source file, HITRATE_REPORT where the JSON object goes.
local command = vim.fn.json_decode(vim.env.HITRATE_SERVER)
local settings = { hitrate = { rules = { ['unstable-serialization'] = 'error' } } }
local report = {}
local offered, wanted = {}, ''

vim.ui.select = function(items, options, choose)
  offered = {}
  for _, item in ipairs(items) do
    local title = options.format_item(item)
    table.insert(offered, title)
  end
  for at, title in ipairs(offered) do
    if vim.startswith(title, wanted) then
      return choose(items[at], at)
    end
  end
  error(wanted .. ' is not among ' .. vim.inspect(offered))
end

local function problems()
  return vim.tbl_filter(function(one)
    return one.code == 'unstable-serialization'
  end, vim.diagnostic.get(0))
end

local function wait(what, predicate)
  if not vim.wait(60000, predicate, 100) then
    error('No ' .. what .. ': ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n'
end

local function choose(title)
  wanted = title
  local one = problems()[1]
  local before = text()
  vim.api.nvim_win_set_cursor(0, { one.lnum + 1, one.col })
  vim.lsp.buf.code_action()
  wait('edit by ' .. title, function()
    return text() ~= before
  end)
end

local ok, failure = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.HITRATE_FILE))
  local id = vim.lsp.start_client({
    name = 'hitrate',
    cmd = command,
    root_dir = vim.fn.getcwd(),
    settings = settings,
    -- 0.7 does not do it by itself.
    on_init = function(client)
      client.notify('workspace/didChangeConfiguration', { settings = settings })
    end,
  })
  vim.lsp.buf_attach_client(0, id)
  wait('problem', function()
    return #problems() > 0
  end)
  report.problem = problems()[1].message
  report.severity = vim.diagnostic.severity[problems()[1].severity]
  choose('Sort')
  report.offered = offered
  report.fixed = text()
  wait('end of the problem', function()
    return #problems() == 0
  end)
  vim.cmd('undo')
  report.undone = text()
  wait('problem after undo', function()
    return #problems() > 0
  end)
  choose('Fix all findings of unstable-serialization in the workspace')
  report.fixedEverywhere = text()
  wait('end of the problem', function()
    return #problems() == 0
  end)
  vim.cmd('undo')
  wait('problem after undo', function()
    return #problems() > 0
  end)
  choose('Suppress unstable-serialization here')
  report.suppressed = text()
  wait('end of the suppressed problem', function()
    return #problems() == 0
  end)
end)
if not ok then
  report.failure = tostring(failure)
end
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.HITRATE_REPORT)
vim.cmd('qall!')
