"""The Lua scripts of the Redis bus: each is one step that nobody else comes between.

Who may read a partition is not kept anywhere: it follows from the group's pending entries, so that nothing can disagree with
them after a crash or after Redis was emptied. XCLAIM stands where XAUTOCLAIM could, since a partition changes hands whole and
only its first message is counted one attempt further; XAUTOCLAIM counts all that it moves.
"""

from __future__ import annotations

from bots.runtime.bus_redis_link import script

NOBODY = "-"
"""The consumer of what was handed back. No reader can have this name (bots.runtime.bus.checked_names)."""

_FIELDS = """
local function fields(flat)
  local found = {}
  for i = 1, #flat, 2 do found[flat[i]] = flat[i + 1] end
  return found
end
"""

_TRIM = _FIELDS + """
local function before(a, b)
  local a1, a2 = a:match('(%d+)-(%d+)')
  local b1, b2 = b:match('(%d+)-(%d+)')
  if a1 ~= b1 then return tonumber(a1) < tonumber(b1) end
  return tonumber(a2) < tonumber(b2)
end

local function after(id)
  local time, number = id:match('(%d+)-(%d+)')
  return time .. '-' .. string.format('%.0f', tonumber(number) + 1)
end

local function trim(key)
  local first
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
    group = fields(group)
    local own = after(group['last-delivered-id'])
    if group['pending'] > 0 then own = redis.call('XPENDING', key, group['name'])[2] end
    if not first or before(own, first) then first = own end
  end
  if first then redis.call('XTRIM', key, 'MINID', first) end
end
"""

_BURY = _TRIM + """
local function bury(key, at, reasons, dead, kept, group, id, attempts, reason)
  local entry = redis.call('XRANGE', key, id, id)[1]
  if entry then
    redis.call('XADD', dead, 'MAXLEN', '~', kept, '*', 'id', at .. ':' .. id, 'k', entry[2][2], 'p', entry[2][4],
               'attempts', attempts, 'reason', reason)
  end
  redis.call('XACK', key, group, id)
  redis.call('HDEL', reasons, id)
  trim(key)
end
"""

APPEND = script("""
-- KEYS: the partition. ARGV: most unfinished messages, key, payload. The entry's id, or nil when the partition is full.
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[1]) then return false end
return redis.call('XADD', KEYS[1], '*', 'k', ARGV[2], 'p', ARGV[3])
""")

TAKE = script(_FIELDS + """
-- KEYS: every partition. ARGV: group, consumer, count, partition to begin with.
-- {entries {partition, id, key, payload}, the last id of each partition when there are none}.
local group, consumer, wanted = ARGV[1], ARGV[2], tonumber(ARGV[3])
local taken, tails = {}, {}
for step = 0, #KEYS - 1 do
  local at = (ARGV[4] + step) % #KEYS + 1
  local pending = redis.pcall('XPENDING', KEYS[at], group)
  if pending.err then
    redis.call('XGROUP', 'CREATE', KEYS[at], group, '0', 'MKSTREAM')
    pending = {0}
  end
  if pending[1] == 0 and wanted > 0 then
    local got = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', wanted, 'STREAMS', KEYS[at], '>')
    if got then
      for _, entry in ipairs(got[1][2]) do
        taken[#taken + 1] = {at - 1, entry[1], entry[2][2], entry[2][4]}
        wanted = wanted - 1
      end
    end
  end
end
if #taken == 0 then
  for at, key in ipairs(KEYS) do tails[at] = fields(redis.call('XINFO', 'STREAM', key))['last-generated-id'] end
end
return {taken, tails}
""")

ACKNOWLEDGE = script(_TRIM + """
-- KEYS: every partition, then the reasons. ARGV: group, consumer, then partition, id, partition, id...
-- How many were still the consumer's.
local group, consumer, done, touched = ARGV[1], ARGV[2], 0, {}
for i = 3, #ARGV, 2 do
  local key, id = KEYS[ARGV[i] + 1], ARGV[i + 1]
  local held = redis.pcall('XPENDING', key, group, id, id, 1, consumer)
  if not held.err and #held == 1 then
    redis.call('XACK', key, group, id)
    redis.call('HDEL', KEYS[#KEYS], id)
    touched[key] = true
    done = done + 1
  end
end
for key in pairs(touched) do trim(key) end
return done
""")

GIVE_BACK = script(_BURY + f"""
-- KEYS: the partition, the reasons, the dead letters. ARGV: group, consumer, id, reason, most attempts, dead letters kept,
-- most messages out at a time, partition. 1, or 0 when it was no longer the consumer's.
local key, group, consumer, id, reason = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local held = redis.pcall('XPENDING', key, group, id, id, 1, consumer)
if held.err or #held == 0 then return 0 end
for _, row in ipairs(redis.call('XPENDING', key, group, id, '+', ARGV[7], consumer)) do
  local attempts = row[4]
  if row[1] == id and reason == '' then attempts = math.max(attempts - 1, 0) end
  redis.call('XCLAIM', key, group, '{NOBODY}', 0, row[1], 'TIME', 0, 'RETRYCOUNT', attempts, 'JUSTID')
end
if reason ~= '' then
  if held[1][4] >= tonumber(ARGV[5]) then
    bury(key, ARGV[8], KEYS[2], KEYS[3], ARGV[6], group, id, held[1][4], reason)
  else
    redis.call('HSET', KEYS[2], id, reason)
  end
end
return 1
""")

CLAIM = script(_BURY + """
-- KEYS: every partition, then the reasons, the dead letters. ARGV: group, consumer, idle milliseconds, count, partition to
-- begin with, most attempts, dead letters kept, reason without one, idle milliseconds after which a consumer is forgotten.
-- Entries {partition, id, key, payload, attempt}.
local group, consumer, idle, wanted = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local partitions, reasons, dead = #KEYS - 2, KEYS[#KEYS - 1], KEYS[#KEYS]
local taken = {}

local function free(rows)
  for _, row in ipairs(rows) do
    if row[3] < idle then return false end
  end
  return #rows > 0
end

local function take(at, key, row, attempts)
  local entry = redis.call('XRANGE', key, row[1], row[1])[1]
  if not entry then
    redis.call('XACK', key, group, row[1])
    return
  end
  redis.call('XCLAIM', key, group, consumer, 0, row[1], 'RETRYCOUNT', attempts, 'JUSTID')
  taken[#taken + 1] = {at - 1, row[1], entry[2][2], entry[2][4], attempts}
end

local function forget_consumers(key)
  for _, known in ipairs(redis.call('XINFO', 'CONSUMERS', key, group)) do
    known = fields(known)
    if known['pending'] == 0 and known['idle'] >= tonumber(ARGV[9]) and known['name'] ~= consumer then
      redis.call('XGROUP', 'DELCONSUMER', key, group, known['name'])
    end
  end
end

for step = 0, partitions - 1 do
  local at = (ARGV[5] + step) % partitions + 1
  local key = KEYS[at]
  local pending = redis.pcall('XPENDING', key, group)
  if not pending.err then
    forget_consumers(key)
    local rows = {}
    if pending[1] > 0 and #taken < wanted then rows = redis.call('XPENDING', key, group, '-', '+', pending[1]) end
    if free(rows) then
      for i, row in ipairs(rows) do
        local attempts = math.max(row[4], 1)
        if i == 1 then attempts = row[4] + 1 end
        if attempts > tonumber(ARGV[6]) then
          local reason = redis.call('HGET', reasons, row[1]) or string.gsub(ARGV[8], '{consumer}', row[2])
          bury(key, at - 1, reasons, dead, ARGV[7], group, row[1], row[4], reason)
        else
          take(at, key, row, attempts)
        end
      end
    end
  end
end
return taken
""")

FORGET = script(_TRIM + """
-- KEYS: every partition, then the reasons. ARGV: group.
for at = 1, #KEYS - 1 do
  local gone = redis.pcall('XGROUP', 'DESTROY', KEYS[at], ARGV[1])
  if gone == 1 then trim(KEYS[at]) end
end
redis.call('DEL', KEYS[#KEYS])
return 1
""")

ACQUIRE = script("""
-- KEYS: the lease, its last token. ARGV: holder, milliseconds, milliseconds that the token is remembered. A token, or nil.
local held = redis.call('HMGET', KEYS[1], 'holder', 'token')
local token = held[2]
if held[1] and held[1] ~= ARGV[1] then return false end
if not token then
  local now = redis.call('TIME')
  local clock = now[1] * 1000000 + now[2]
  token = string.format('%.0f', math.max((tonumber(redis.call('GET', KEYS[2])) or 0) + 1, clock))
  redis.call('SET', KEYS[2], token, 'PX', ARGV[3])
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', token)
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return token
""")

RENEW = script("""
-- KEYS: the lease. ARGV: token, milliseconds. 1, or 0 when it was lost.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
""")

RELEASE = script("""
-- KEYS: the lease. ARGV: token. 1, or 0 when it was lost.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
""")
