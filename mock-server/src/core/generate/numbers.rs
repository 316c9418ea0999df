//! Draws by row, and numbers, dates and instants as text, two digits a step.
//!
//! The calendar is computed here instead of asked for, since a date is written for every row.

/// All pairs of decimal digits.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut at = 0;
    while at < 100 {
        pairs[at] = [b'0' + (at / 10) as u8, b'0' + (at % 10) as u8];
        at += 1;
    }
    pairs
};

const DAY_MS: i64 = 86_400_000;

/// 64 bits that depend on the key and the row, and on nothing else.
#[inline]
pub(super) fn draw(key: u64, row: u32) -> u64 {
    let z = (key ^ u64::from(row)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    z ^ (z >> 32)
}

/// A number below `bound`, by multiplication.
#[inline]
pub(super) fn below(drawn: u64, bound: u64) -> u64 {
    ((u128::from(drawn) * u128::from(bound)) >> 64) as u64
}

/// Eight digits of a number below 10^8.
#[inline]
pub(super) fn digits8(number: u32) -> [u8; 8] {
    let (high, low) = (number / 10_000 % 10_000, number % 10_000);
    let mut digits = [0; 8];
    digits[..2].copy_from_slice(&PAIRS[(high / 100) as usize]);
    digits[2..4].copy_from_slice(&PAIRS[(high % 100) as usize]);
    digits[4..6].copy_from_slice(&PAIRS[(low / 100) as usize]);
    digits[6..].copy_from_slice(&PAIRS[(low % 100) as usize]);
    digits
}

/// Appends a number with at least `width` digits.
#[inline]
pub(super) fn append_number(out: &mut Vec<u8>, number: u32, width: u8) {
    if number >= 100_000_000 || width > 8 {
        return append_padded(out, u64::from(number), width);
    }
    let length = (number.max(1).ilog10() + 1).max(u32::from(width));
    let digits = u64::from_be_bytes(digits8(number)) << (64 - 8 * length);
    let end = out.len() + length as usize;
    out.extend_from_slice(&digits.to_be_bytes());
    out.truncate(end);
}

/// As [`append_number`], for any number.
pub(super) fn append_padded(out: &mut Vec<u8>, number: u64, width: u8) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number;
    while at == digits.len() || rest > 0 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&digits[at.min(digits.len() - usize::from(width.min(20)))..]);
}

/// Appends `number` divided by ten to the `scale`, with as many digits after the point.
pub(super) fn append_decimal(out: &mut Vec<u8>, number: i64, scale: u8) {
    if number < 0 {
        out.push(b'-');
    }
    let number = number.unsigned_abs();
    if scale == 0 {
        return append_padded(out, number, 1);
    }
    let unit = 10_u64.pow(u32::from(scale));
    append_padded(out, number / unit, 1);
    out.push(b'.');
    append_padded(out, number % unit, scale);
}

/// Milliseconds since 1970 as `2024-09-09T19:25:27.000Z`; the milliseconds are not shown.
#[inline]
pub(super) fn instant(ms: i64) -> [u8; 24] {
    let second = ms.rem_euclid(DAY_MS) / 1000;
    let mut text = *b"0000-00-00T00:00:00.000Z";
    text[..10].copy_from_slice(&date(ms.div_euclid(DAY_MS)));
    text[11..13].copy_from_slice(&PAIRS[(second / 3600) as usize]);
    text[14..16].copy_from_slice(&PAIRS[(second / 60 % 60) as usize]);
    text[17..19].copy_from_slice(&PAIRS[(second % 60) as usize]);
    text
}

/// The day since 1970 as `2024-09-09`, for years 0 to 9999.
#[inline]
pub(super) fn date(day: i64) -> [u8; 10] {
    // Source: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`. A year
    // begins in March there, so that the leap day is its last one.
    let day = (day + 719_468).clamp(0, i64::from(u32::MAX)) as u32;
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u32::from(month <= 2);
    let mut text = *b"0000-00-00";
    text[..2].copy_from_slice(&PAIRS[(year / 100 % 100) as usize]);
    text[2..4].copy_from_slice(&PAIRS[(year % 100) as usize]);
    text[5..7].copy_from_slice(&PAIRS[month as usize]);
    text[8..].copy_from_slice(&PAIRS[day_of_month as usize]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(append: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        append(&mut out);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_date_is_that_of_the_calendar() {
        for day in (-700_000..2_900_000).step_by(97) {
            let stamp = jiff::Timestamp::from_millisecond(day * DAY_MS);
            let known = stamp.ok().map(|stamp| stamp.strftime("%Y-%m-%d").to_string());
            assert_eq!(std::str::from_utf8(&date(day)).ok(), known.as_deref(), "{day}");
        }
        assert_eq!(&instant(1_725_909_927_123), b"2024-09-09T19:25:27.000Z");
    }

    #[test]
    fn a_number_has_its_digits_and_no_more() {
        for number in [0, 7, 10, 99, 100, 12_345, u64::MAX] {
            assert_eq!(text(|out| append_padded(out, number, 1)), number.to_string());
            assert_eq!(text(|out| append_padded(out, number, 8)), format!("{number:08}"));
            let number = number as u32;
            assert_eq!(text(|out| append_number(out, number, 1)), number.to_string());
            assert_eq!(text(|out| append_number(out, number, 4)), format!("{number:04}"));
            assert_eq!(text(|out| append_number(out, number, 10)), format!("{number:010}"));
        }
        assert_eq!(text(|out| append_decimal(out, -1_205, 2)), "-12.05");
    }
}
