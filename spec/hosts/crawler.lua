--- A crawler that posts one article after another until a time, and says of each what came:
---
---     lua5.4 spec/hosts/crawler.lua PORT NAME UNTIL
---
--- Lines are "kept ADDRESS" for an answer of 200, "lost ADDRESS" where no answer came, "refused STATUS" for others but
--- 503, after which it tries again.

package.path = "spec/hosts/?.lua;" .. package.path

local cjson = require "cjson"
local http = require "http"
local socket = require "socket"

local port, name, ends = tonumber(arg[1]), arg[2], tonumber(arg[3])
local JSON = { ["Content-Type"] = "application/json" }

local function post(number, address)
  local body = cjson.encode {
    title = ("隧道第%d号"):format(number), text = ("隧道第%d号报道，%s。隧道今天有新消息，记者在现场。"):format(number, name),
    url = address, date = ("2026-%02d-%02d"):format(number % 3 + 1, number % 28 + 1),
  }
  while true do
    local answer = http.request(port, "POST", "/newsstat/articles", body, JSON)
    if not answer then return "lost " .. address end
    if answer.status == 200 then return "kept " .. address end
    if answer.status ~= 503 then return ("refused %d %s"):format(answer.status, answer.body) end
    socket.sleep(.02)
  end
end

local number = 0
while socket.gettime() < ends do
  number = number + 1
  print(post(number, ("https://crawler.example/%s/%d"):format(name, number)))
end
