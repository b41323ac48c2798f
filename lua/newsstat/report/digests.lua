--- SHA-256 of the pages' script and style, in base64, as their content security policy names them. A spec compares
--- them with what they are of.

return {
  script = "VOUNvN0k3IPeYk6B1z5oBqZokBk04ou36UZw95IjPsc=",
  style = "8MSu5AZs2/5TgjnYIHPv6ehI6p4vzcx6gJeH56O5Vrc=",
}
