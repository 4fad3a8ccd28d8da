package dev.touchstone.server.notify;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts that reach out, put together. */
@Configuration(proxyBeanMethods = false)
class WebhookClient {

    @Bean
    Destinations destinations(NotifyProperties settings) {
        return new Destinations(InetAddress::getAllByName, new Networks(settings.allowedNetworks()));
    }

    @Bean
    Sender sender(Destinations destinations, JsonMapper json, NotifyProperties settings, Clock clock) {
        return new Sender(http(destinations, settings.timeout()), json, settings, clock);
    }

    @Bean
    Backoff backoff(NotifyProperties settings) {
        return new Backoff(settings.firstRetry(), settings.longestRetry(), new SecureRandom());
    }

    /** No proxy, no redirects, no cookies, no retries of its own; nobody waits for a connection of somebody else's. */
    static CloseableHttpClient http(DnsResolver resolver, Duration timeout) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(timeout.dividedBy(3)))
                .setSocketTimeout(Timeout.of(timeout))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setDefaultConnectionConfig(connection)
                .setMaxConnPerRoute(Deliverer.MOST_AT_ONCE)
                .setMaxConnTotal(Deliverer.MOST_AT_ONCE)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(timeout))
                        .build())
                .setUserAgent("Touchstone")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .evictIdleConnections(TimeValue.ofSeconds(30))
                .build();
    }
}
