-- The scripts that let shells complete newsstat's command line.

local first = 0
while arg[first - 1] do first = first - 1 end

local function output_of(command)
  local pipe = assert(io.popen("NEWSSTAT_LUA='" .. arg[first] .. "' " .. command .. " 2>&1", "r"))
  local text = pipe:read "*a"
  pipe:close()
  return text
end

describe("newsstat completion", function()
  for _, shell in ipairs { "bash", "zsh", "fish" } do
    it("knows commands and options for " .. shell, function()
      local script = output_of("bin/newsstat completion " .. shell)
      assert.matches("trends", script)
      assert.matches("min%-sources", script)
      assert.not_matches("newsstat:", script)
    end)
  end

  it("is a script that bash takes, and completes in it", function()
    if output_of "bash -c 'echo ok'" ~= "ok\n" then return pending "bash is missing" end
    local words = output_of [[bash -c 'eval "$(bin/newsstat completion bash)"; COMP_WORDS=(newsstat tre); COMP_CWORD=1;
      _newsstat; echo "${COMPREPLY[@]}"']]
    assert.are.equal("trends\n", words)
  end)
end)
