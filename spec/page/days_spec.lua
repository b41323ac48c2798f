-- The day of publication of whole pages: spec/pages/days.tsv has it for the fictional Chinese pages that show one.
local newsstat = require "newsstat"

local FOLDER = "spec/pages/"
local CHINA = 8 * 3600 -- ahead of UTC

-- Pages whose day is not found: its parts stand apart, or it is given in the wrong zone.
local MISSED = { pixnet = true, ["unseen/wp-2014"] = true }

local function read(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read "*a"
  file:close()
  return content
end

describe("the day of publication", function()
  for name, day in read(FOLDER .. "days.tsv"):gmatch "([^\t\n]+)\t([%d-]+)\n" do
    if not MISSED[name] then
      it("is found on " .. name, function()
        local page = { content = read(FOLDER .. name .. ".html"), path = "page.html" }
        local article = assert(newsstat.article(page, { timezone = "Asia/Shanghai", now = 1795867200 }))
        assert.are.equal(day, article.time and os.date("!%Y-%m-%d", article.time + CHINA))
      end)
    end
  end
end)
