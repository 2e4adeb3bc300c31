module multi-platform-build/e2e/harness/fake-docker

go 1.26
