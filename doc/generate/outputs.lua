--- Brings what documents show of commands' output up to date, from the project's folder:
--- lua doc/generate/outputs.lua doc/tutorial.md doc/cookbook.md

package.path = "doc/generate/?.lua;" .. package.path
local lfs = require "lfs"
local session = require "session"

for _, path in ipairs(arg) do session.write(path, session.run(session.read(path), lfs.currentdir())) end
