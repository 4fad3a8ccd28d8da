package dev.touchstone.server.notify;

import dev.touchstone.server.problem.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a receiver, checked before it is kept. Where it leads is checked again whenever it is used. */
final class WebhookUrl {

    private static final int MAX_LENGTH = 2000;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    /** What some resolvers read as an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private WebhookUrl() {}

    /** @throws Refusal if it is none, or leads where nothing may be sent now */
    static URI check(String text, boolean allowHttp, Destinations destinations) {
        URI url = parse(text, allowHttp);
        try {
            destinations.resolve(url.getHost());
        } catch (Destinations.Forbidden _) {
            throw refused("Nothing is sent there: " + Destinations.Forbidden.WHY + ".");
        } catch (UnknownHostException _) {
            throw refused("The name of its host is not known.");
        }
        return url;
    }

    static URI parse(String text, boolean allowHttp) {
        if (text.length() > MAX_LENGTH || !PRINTABLE.matcher(text).matches()) {
            throw refused("It has at most " + MAX_LENGTH + " characters, all of them printable ASCII.");
        }
        try {
            URI url = new URI(text);
            requireScheme(url, allowHttp);
            requireHost(url);
            return url;
        } catch (URISyntaxException _) {
            throw refused("It is no URL.");
        }
    }

    private static void requireScheme(URI url, boolean allowHttp) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
            throw refused("It begins with https:// (or http://, where touchstone.notify.allow-http is true).");
        }
    }

    private static void requireHost(URI url) {
        String host = url.getHost();
        if (host == null || host.isEmpty() || url.getPort() == 0 || url.getPort() > 0xffff) {
            throw refused("It names a host, and maybe a port.");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refused("It has no user, password or fragment.");
        }
        if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw refused("An IPv4 address is written as four decimal numbers.");
        }
    }

    private static Refusal refused(String detail) {
        return new Refusal(422, "webhook-url-refused", detail);
    }
}
