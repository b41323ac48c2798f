std = "min"
max_line_length = 140
files["spec"] = { std = "+busted" }
files["lua/newsstat/native.lua"] = { read_globals = { "jit" } }
files["bin/newsstat"] = { globals = { "_" } }
