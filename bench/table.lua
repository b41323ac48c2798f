--- One table of figures: newsstat's, each beside those of its peers.
--
--   lua5.4 bench/table.lua FILE
--
-- The file has a line for each run: what was done, the unit, who did it, the figure; between them tabs. Who is called
-- newsstat, or begins with that, is first. A cell is the median of the runs, and in brackets the least and the most; a
-- ratio above 1 says that newsstat does better: more MB or pages a second, or less of seconds and memory.

local path = arg[1] or error "usage: lua5.4 bench/table.lua FILE"

-- Jobs in order, each with its peers in order and their figures.
local function read()
  local jobs, by_name = {}, {}
  for line in io.lines(path) do
    local name, unit, peer, figure = line:match "^(.-)\t(.-)\t(.-)\t(.-)$"
    local title = name .. ", " .. unit
    local job = by_name[title]
    if not job then
      job = { title = title, unit = unit, peers = {}, figures = {} }
      jobs[#jobs + 1], by_name[title] = job, job
    end
    if not job.figures[peer] then job.peers[#job.peers + 1], job.figures[peer] = peer, {} end
    local figures = job.figures[peer]
    figures[#figures + 1] = assert(tonumber(figure), line)
  end
  return jobs
end

local function spread(figures)
  table.sort(figures)
  local count = #figures
  local median = (figures[math.floor((count + 1) / 2)] + figures[math.floor(count / 2) + 1]) / 2
  local digits = median < 10 and "%.2f" or "%.1f"
  return median, (digits .. " (" .. digits .. " to " .. digits .. ")"):format(median, figures[1], figures[count])
end

local function is_ours(peer) return peer:find "^newsstat" ~= nil end

local function put(...)
  local line = ("%-22s %-30s %26s %8s"):format(...):gsub(" +$", "")
  print(line)
end

local function put_job(job)
  local ours -- the figure that peers are held against: the first of newsstat's
  for _, peer in ipairs(job.peers) do
    if is_ours(peer) and not ours then ours = spread(job.figures[peer]) end
  end
  local title = job.title
  for _, wanted in ipairs { true, false } do
    for _, peer in ipairs(job.peers) do
      if is_ours(peer) == wanted then
        local median, cell = spread(job.figures[peer])
        local is_more_better = job.unit:find "/s$"
        local ratio = ours and not wanted and ("%.1f"):format(is_more_better and ours / median or median / ours) or ""
        put(title, peer, cell, ratio)
        title = ""
      end
    end
  end
end

put("", "", "median (least to most)", "ratio")
for _, job in ipairs(read()) do put_job(job) end
