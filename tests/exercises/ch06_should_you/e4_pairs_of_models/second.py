from statistics import NormalDist, fmean, pstdev


def errors_needed(power):
    return NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(power)


def difference(first, second):
    rows = [int(a) - int(b) for a, b in zip(first, second, strict=True)]
    middle = fmean(rows)
    error = pstdev(rows) / len(rows) ** 0.5
    reach = NormalDist().inv_cdf(0.975)
    return [middle, middle - reach * error, middle + reach * error]


def rows_to_tell(d, q, power):
    d = abs(d)
    if d > q:
        return None
    n = 1
    while d * n**0.5 < errors_needed(power) * (q - d * d) ** 0.5:
        n += 1
    return n


def smallest_difference(n, q, power):
    low, high = 0.0, q**0.5
    while high - low > 1e-12:
        d = (low + high) / 2
        if d * n**0.5 < errors_needed(power) * (q - d * d) ** 0.5:
            low = d
        else:
            high = d
    return high if high <= q else None
