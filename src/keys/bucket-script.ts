/**
 * A token bucket in Redis. Arguments: points to take (negative ones are given back), limit, milliseconds in which a bucket refills,
 * and points that were taken elsewhere while Redis was away, which are added whatever the limit. Answers whether the points were
 * taken (1 or 0), and how many are used now.
 *
 * The key holds how full the bucket of used points is, and since when; it drains at limit / duration. The clock is Redis' own,
 * so instances need not agree on the time.
 */
export const bucketScript = `
local cost, limit, duration, debt = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local used = 0
local existing = redis.call('get', KEYS[1])
if existing then
  local level, at = string.match(existing, '([%d.e+-]+) (%d+)')
  used = math.max(0, tonumber(level) - math.max(0, now - tonumber(at)) * limit / duration)
end
used = used + debt
local fits = cost <= 0 or used + cost <= limit
if fits then used = math.max(0, used + cost) end
local ms = math.ceil(used * duration / limit)
if ms > 0 then redis.call('set', KEYS[1], string.format('%.3f %.0f', used, now), 'PX', ms) else redis.call('del', KEYS[1]) end
return { fits and 1 or 0, math.ceil(used) }
`
