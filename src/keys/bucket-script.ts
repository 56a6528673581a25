/**
 * A token bucket in Redis, in the place of rate-limiter-flexible's fixed window: same arguments (points, seconds, limit) and
 * same answer (points used, milliseconds). The key holds how full the bucket of used points is, and since when; it drains at
 * limit / duration. What does not fit changes nothing, and is told how long until it fits; what fits, how long until all is
 * free again. The clock is Redis' own, so instances need not agree on the time.
 */
export const bucketScript = `
local cost, limit, duration = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4]) * 1000
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local used = 0
local held = redis.call('get', KEYS[1])
if held then
  local level, at = string.match(held, '([%d.e+-]+) (%d+)')
  used = math.max(0, tonumber(level) - math.max(0, now - tonumber(at)) * limit / duration)
end
if cost > 0 and used + cost > limit then
  return { math.ceil(used + cost), math.ceil((used + cost - limit) * duration / limit) }
end
used = math.max(0, used + cost)
local ms = math.ceil(used * duration / limit)
if ms > 0 then redis.call('set', KEYS[1], string.format('%.3f %.0f', used, now), 'PX', ms) else redis.call('del', KEYS[1]) end
return { math.ceil(used), ms }
`
