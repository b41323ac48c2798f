--- The C core.

local VERSION = "0.1.0"

local core = require("newsstat.native").load "core"
if core.version ~= VERSION then
  error(("newsstat %s found a C module of version %s; build and install both from one source")
    :format(VERSION, tostring(core.version)), 0)
end
return core
