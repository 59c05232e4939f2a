package io.authwatch.web;

import static io.authwatch.web.Admin.authorization;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authwatch.testkit.FakeInquiry;
import io.authwatch.testkit.WebProfile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebProfile.class)
class StreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeInquiry inquiry;

    @TestHTTPResource
    URI root;

    @BeforeEach
    void reset() {
        inquiry.text = "Failed password for root";
        inquiry.newest = 42;
    }

    @Test
    void stream_givesNewEvents_oldestFirst() throws IOException {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET /api/events/stream?host=web-1 HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 200 OK", lines.readLine());
            await(lines, ":still here");
            assertEquals("events before=9223372036854775807 host=web-1 limit=1", inquiry.asked);
            inquiry.newest = 44;
            assertEquals(
                    "43", JSON.readTree(await(lines, "data:")).at("/event/id").asText());
            assertEquals(
                    "44", JSON.readTree(await(lines, "data:")).at("/event/id").asText());
        }
    }

    @Test
    void stream_hasAMostOfSubscribers() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            String answer = "";
            for (int i = 0; i < 40 && !answer.contains("503"); i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                open.add(socket);
                socket.setSoTimeout(20_000);
                String request = "GET /api/events/stream HTTP/1.1\r\nHost: x\r\n" + authorization() + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            }
            assertEquals("HTTP/1.1 503", answer);
            assertTrue(open.size() <= 17, open.size() + " streams were opened");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static String await(BufferedReader lines, String begin) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(begin)) {
                return line.substring(begin.length());
            }
        }
        throw new AssertionError("the stream ended before " + begin);
    }
}
