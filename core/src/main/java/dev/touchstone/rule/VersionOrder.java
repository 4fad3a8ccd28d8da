package dev.touchstone.rule;

import java.util.Comparator;

/**
 * Orders versions as systemd does (UAPI.10, Version Format Specification): {@code 2~rc1} before {@code 2}, {@code 2-1}
 * and {@code 2^post} after it, numbers as numbers.
 */
final class VersionOrder implements Comparator<String> {

    static final VersionOrder UAPI = new VersionOrder();

    private static final String SEPARATORS = "-^.";

    private VersionOrder() {}

    @Override
    public int compare(String one, String other) {
        return new Walk(one, other).compare();
    }

    /** Goes through both at once. */
    private static final class Walk {

        private final String a;
        private final String b;
        private int i;
        private int j;

        Walk(String a, String b) {
            this.a = a;
            this.b = b;
        }

        int compare() {
            while (true) {
                i = skip(a, i);
                j = skip(b, j);
                int order = lower('~');
                if (order == 0 && (i == a.length() || j == b.length())) {
                    return Boolean.compare(i < a.length(), j < b.length());
                }
                for (int s = 0; order == 0 && s < SEPARATORS.length(); s++) {
                    order = lower(SEPARATORS.charAt(s));
                }
                if (order == 0) {
                    order = segment();
                }
                if (order != 0) {
                    return order;
                }
            }
        }

        /** What starts with {@code mark} is the lower; both are passed over. */
        private int lower(char mark) {
            boolean inA = i < a.length() && a.charAt(i) == mark;
            boolean inB = j < b.length() && b.charAt(j) == mark;
            if (inA && inB) {
                i++;
                j++;
            }
            return Boolean.compare(inB, inA);
        }

        private int segment() {
            boolean digits = isDigit(a, i) || isDigit(b, j);
            int endA = end(a, i, digits);
            int endB = end(b, j, digits);
            String partA = a.substring(i, endA);
            String partB = b.substring(j, endB);
            i = endA;
            j = endB;
            return digits ? numbers(partA, partB) : partA.compareTo(partB);
        }

        private static int numbers(String a, String b) {
            if (a.isEmpty() || b.isEmpty()) {
                return Boolean.compare(!a.isEmpty(), !b.isEmpty());
            }
            String x = a.replaceFirst("^0+", "");
            String y = b.replaceFirst("^0+", "");
            return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
        }

        private static int end(String text, int from, boolean digits) {
            int end = from;
            while (end < text.length() && (digits ? isDigit(text, end) : isLetter(text.charAt(end)))) {
                end++;
            }
            return end;
        }

        private static int skip(String text, int from) {
            int at = from;
            while (at < text.length() && !isPart(text, at)) {
                at++;
            }
            return at;
        }

        private static boolean isPart(String text, int at) {
            char c = text.charAt(at);
            return isDigit(text, at) || isLetter(c) || c == '~' || SEPARATORS.indexOf(c) >= 0;
        }

        private static boolean isDigit(String text, int at) {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
    }
}
