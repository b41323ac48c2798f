-- Reports in a real browser. `make test-report` runs it and leaves screenshots in build/report.

package.path = "spec/browser/?.lua;" .. package.path

local dates = require "newsstat.dates"
local newsstat = require "newsstat"
local webdriver = require "webdriver"

local EVIL = "<script>alert(1)</script>"
local FOLDER = assert(os.getenv "REPORT_FOLDER", "REPORT_FOLDER: an absolute path expected")

local browser

local function write(name, text)
  local file = assert(io.open(FOLDER .. "/" .. name, "wb"))
  file:write((assert(text)))
  file:close()
  return FOLDER .. "/" .. name
end

local function examples()
  local timeline = newsstat.timeline()
  timeline:add_files "examples/articles"
  return timeline
end

-- An article whose title, address and source attack the page, in a month in which its term rises.
local function attacked()
  local timeline = newsstat.timeline { keep_duplicates = true, keep_furniture = true }
  for i = 1, 9 do
    timeline:add { time = dates.parse("2020-01-0" .. i, 4e9), text = "城市建设，道路施工。", source = "a.example" }
  end
  local urls = { "javascript:alert(2)", "https://a.example/\"><img src=x onerror=alert(3)>", "https://a.example/good?a=1&b=2" }
  for i = 1, 3 do
    timeline:add {
      time = dates.parse("2020-02-0" .. i, 4e9), text = "台风。台风！", title = EVIL .. "</title></script>" .. i,
      source = "<img src=x onerror=alert(4)>", url = urls[i],
    }
  end
  return timeline
end

-- Opens a page at a size, with no messages and requests of before.
local function open(path, width, height, scheme)
  browser:look(width or 1280, height or 900, scheme or "light")
  browser:messages()
  browser:requests()
  browser:open(path)
end

-- Nothing was asked for but the page, and nothing complained.
local function is_quiet(path)
  assert.are.same({}, browser:messages())
  for _, address in ipairs(browser:requests()) do
    if address ~= "file://" .. path and not address:find "^data:," then error("the page asked for " .. address) end
  end
end

local function count(selector) return browser:run(("return document.querySelectorAll(%q).length"):format(selector)) end
local function focused() return browser:run "return document.activeElement.textContent" end

setup(function() browser = webdriver.start(FOLDER) end)
teardown(function() browser:close() end)

describe("the page of trends", function()
  local timeline = examples()
  local rows = assert(timeline:trends { articles = 10, top = 6 })
  local path = write("trends.html", newsstat.report.trends(timeline, rows))

  it("shows a term's series and articles when it is clicked", function()
    open(path)
    browser:click "tbody tr:nth-child(2) button.term"
    local term = browser:text "tbody tr:nth-child(2) button.term"
    assert.are.equal(term, browser:text "#detail h2")
    assert.are.equal(15, count "#detail svg .bar")
    assert.are.equal(rows[#rows - 1].articles, count "#detail .articles li")
    assert.are.equal("true", browser:run "return document.querySelector('tr:nth-child(2) .term').getAttribute('aria-pressed')")
    assert.matches("^https://", browser:run "return document.querySelector('#detail .articles a').href")
    is_quiet(path)
  end)

  it("shows the same from the bars of bursts", function()
    open(path)
    browser:click ".strips button.term"
    assert.are.equal(browser:text ".strips button.term", browser:text "#detail h2")
  end)

  it("is used by keyboard alone", function()
    open(path)
    browser:press "tab"
    assert.are.equal("To the terms", focused())
    local first = browser:text ".ranking button.term"
    for _ = 1, 20 do
      if focused() == first then break end
      browser:press "tab"
    end
    assert.are.equal(first, focused())
    assert.is_true(browser:run "return document.activeElement.matches(':focus-visible')")
    browser:press "down"
    assert.are.equal(focused(), browser:text "#detail h2")
    assert.are_not.equal(first, focused())
    browser:press "end"
    assert.are.equal(browser:run "return [...document.querySelectorAll('.ranking .term')].pop().textContent", focused())
    browser:press "home"
    browser:press "enter"
    assert.are.equal(first, browser:text "#detail h2")
    browser:press "escape"
    assert.are.equal(0, count "#detail h2")
    assert.are.equal(first, focused())
    is_quiet(path)
  end)

  it("reads the chart out by arrow keys", function()
    open(path)
    browser:run "document.querySelector('#detail svg').focus()"
    browser:press "home"
    assert.matches("^2025%-01: 0 of 2 articles, 0 %%$", browser:text "#detail .readout")
    browser:press "right"
    assert.matches("^2025%-02:", browser:text "#detail .readout")
    browser:press "end"
    assert.matches("^2026%-03:", browser:text "#detail .readout")
  end)

  it("has names and tables for those who do not see charts", function()
    open(path)
    assert.are.equal(0, count "svg:not([aria-hidden=true]):not([aria-label])")
    assert.are.equal(count "table", count "table > caption" + count "details table")
    assert.are.equal(0, count "button:empty:not([aria-label])")
    assert.are.equal(1, count "h1")
    assert.are.equal(1, count "main")
    local ids = "[...document.querySelectorAll('[id]')].map((one) => one.id)"
    assert.are.equal(count "[id]", browser:run("return new Set(" .. ids .. ").size"))
  end)

  it("fits narrow screens, where a term opens over the page", function()
    open(path, 375, 800)
    assert.is_true(browser:run "return document.documentElement.scrollWidth <= 375")
    assert.are.equal(0, count "#detail h2")
    browser:screenshot(FOLDER .. "/trends-narrow.png", true)
    browser:click "button.term"
    assert.are.equal(800, browser:run "return document.getElementById('detail').getBoundingClientRect().bottom")
    browser:screenshot(FOLDER .. "/trends-narrow-term.png")
    browser:click "#detail .close"
    assert.are.equal("none", browser:run "return getComputedStyle(document.getElementById('detail')).display")
  end)

  it("has enough contrast, light and dark", function()
    -- Relative luminance and contrast as WCAG 2.1 defines them.
    local script = [[
      const light = (color) => {
        const [r, g, b] = color.match(/[\d.]+/g).slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const page = light(getComputedStyle(document.body).backgroundColor);
      const probe = document.body.appendChild(document.createElement("p"));
      const ratios = ["ink", "soft", "accent", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"].map((name) => {
        probe.style.color = `var(--${name})`;
        const ink = light(getComputedStyle(probe).color);
        return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05);
      });
      return Math.min(...ratios);
    ]]
    for _, scheme in ipairs { "light", "dark" } do
      open(path, 1280, 900, scheme)
      browser:screenshot(FOLDER .. "/trends-" .. scheme .. ".png", scheme == "light")
      local least = browser:run(script)
      assert.is_true(least >= 4.5, scheme .. ": contrast " .. least)
    end
  end)

  it("prints, with its charts", function()
    open(path)
    browser:print(FOLDER .. "/trends.pdf")
    local file = assert(io.open(FOLDER .. "/trends.pdf", "rb"))
    assert.matches("^%%PDF%-", file:read(8))
    assert.is_true(file:seek "end" > 20000)
    file:close()
    is_quiet(path)
  end)
end)

describe("the page of articles that attack it", function()
  local timeline = attacked()
  local rows = assert(timeline:trends { articles = 10 })
  local path = write("attacked.html", newsstat.report.trends(timeline, rows, { title = EVIL }))

  it("shows a title of markup as text, and runs none of it", function()
    open(path)
    browser:click "button.term"
    assert.are.equal(EVIL .. "</title></script>1", browser:text "#detail .articles li:first-child span")
    assert.are.equal(EVIL, browser:text "h1")
    assert.are.equal(2, count "script")
    assert.are.equal(0, count "img")
    -- An open alert would make every further command fail.
    assert.are.equal(3, count "#detail .articles li")
    is_quiet(path)
  end)

  it("links http and https only", function()
    open(path)
    browser:click "button.term"
    assert.are.equal(1, count "#detail .articles a")
    assert.are.equal("https://a.example/good?a=1&b=2", browser:run "return document.querySelector('#detail .articles a').href")
  end)

  it("lets no other script run, should one ever get in", function()
    open(path)
    local ran = browser:run [[
      window.ran = false;
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran;
    ]]
    assert.is_false(ran)
    assert.is_truthy(table.concat(browser:messages(), "\n"):find("Content Security Policy", 1, true))
  end)
end)

describe("the other pages and charts", function()
  local timeline = examples()
  local followed = assert(newsstat.article "examples/articles/2025/2025-07-06-台风鸢尾凌晨登陆.md")
  local keywords = assert(timeline:follow(followed))
  local terms = { "台风", "电池", "隧道" }

  local pages = {
    { "series", newsstat.report.series(timeline, terms) },
    { "follow", newsstat.report.follow(timeline, keywords, { title = followed.title }) },
  }
  for _, case in ipairs(pages) do
    it("show terms and articles: " .. case[1], function()
      local path = write(case[1] .. ".html", case[2])
      open(path)
      browser:click "tbody tr:nth-child(3) button.term"
      assert.are.equal(browser:text "tbody tr:nth-child(3) button.term", browser:text "#detail h2")
      assert.is_true(count "#detail .articles li" > 0)
      assert.are.equal(math.min(count ".ranking button.term", 8), count "svg.lines:not(.small) .trace")
      browser:screenshot(FOLDER .. "/" .. case[1] .. ".png", true)
      is_quiet(path)
    end)
  end

  local charts = {
    { "series", newsstat.report.series(timeline, terms, { format = "svg" }) },
    { "bursts", newsstat.report.trends(timeline, assert(timeline:trends()), { format = "svg" }) },
    { "attacked", newsstat.report.series(timeline, { "台风", '"]]><script>alert(1)</script>&"' }, { format = "svg" }) },
  }
  for _, case in ipairs(charts) do
    it("are images that a browser reads: " .. case[1], function()
      local path = write(case[1] .. ".svg", case[2])
      open(path, 1000, 600)
      assert.are.equal("svg", browser:run "return document.documentElement.nodeName")
      assert.are.equal(0, count "parsererror, script")
      browser:screenshot(FOLDER .. "/" .. case[1] .. "-chart.png")
      is_quiet(path)
    end)
  end
end)
