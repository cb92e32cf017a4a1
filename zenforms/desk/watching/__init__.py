"""The watcher: wakes, scans, waits for stillness, hands out work, and says what it did."""
