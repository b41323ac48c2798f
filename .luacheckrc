std = "min"
max_line_length = 140
files["spec"] = { std = "+busted" }
files["lua/newsstat/native.lua"] = { read_globals = { "jit" } }
files["bin/newsstat"] = { globals = { "_" } }
files["bench/nvim_motions.lua"] = { globals = { "vim" } }
files["plugin"] = { globals = { "vim" } }
files["lua/newsstat/nvim"] = { globals = { "vim" } }
files["lua/newsstat/health.lua"] = { globals = { "vim" } }
files["spec/nvim"] = { globals = { "vim", "operator_of_test" } }
files["lua/newsstat/nginx.lua"] = { read_globals = { "ngx" } }
files["lua/newsstat/nginx"] = { globals = { "ngx" } }
files["examples/tarantool"] = { read_globals = { "box" } }
files["spec/hosts/articles.wrk.lua"] = { globals = { "wrk", "setup", "request", "response", "done", "statuses" } }
